using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Running;

namespace OfoxPS.Commands;

/// <summary>Sends a request and writes the chunks of the answer as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxStream", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(ChatChunk))]
public sealed class GetOfoxStreamCommand : RequestCmdlet, IConversationHandler
{
    private protected override bool Streams => true;

    private protected override IInputSink CreateSink() => RunHost.Begin(this, this, OneByOne());

    // The text of the answer is not kept, so that a stream of any length needs no memory.
    bool IConversationHandler.KeepsText => false;

    bool IConversationHandler.ShowsReasoning => true;

    ChatRequest IConversationHandler.Shape(ChatRequest request, object? source, ICollection<TurnPolicy> policies) => request;

    void IConversationHandler.OnChunk(Conversation conversation, ChatChunk chunk) => WriteObject(chunk);

    void IConversationHandler.OnCompleted(Conversation conversation) { }

    void IConversationHandler.OnStopped(Conversation conversation) { }
}
