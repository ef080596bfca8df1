using System.Collections.Generic;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Running;

namespace OfoxPS.Commands;

/// <summary>Sends a conversation and writes the pieces of the answer as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxStream", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(ChatChunk))]
public sealed class GetOfoxStreamCommand : RequestCmdlet, IConversationHandler
{
    private protected override bool Streams => true;

    private protected override IInputSink CreateSink() => RunHost.Begin(this, this, OneByOne());

    // Whoever reads a stream for hours must not pay for it with memory.
    bool IConversationHandler.KeepsText => false;

    bool IConversationHandler.ShowsThinking => true;

    ChatRequest IConversationHandler.Shape(ChatRequest request, object? source, ICollection<ITurnPolicy> policies) => request;

    void IConversationHandler.OnChunk(Conversation conversation, ChatChunk chunk) => WriteObject(chunk);

    void IConversationHandler.OnCompleted(Conversation conversation)
    {
    }

    void IConversationHandler.OnStopped(Conversation conversation)
    {
    }
}
