using System.Collections.Generic;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>What a cmdlet decides about its conversations. All of it is asked on the pipeline thread.</summary>
internal interface IConversationHandler
{
    /// <summary>Whether answers are put together; false where only their pieces are written.</summary>
    public bool KeepsText { get; }

    /// <summary>Whether what a model thinks is shown, or written as it arrives.</summary>
    public bool ShowsThinking { get; }

    /// <summary>A request is about to be prepared: what decides about its answers, and its last form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">The input that it is about.</param>
    /// <param name="policies">Gets the policies of the conversation.</param>
    /// <exception cref="OfoxException">It cannot be sent so.</exception>
    public ChatRequest Shape(ChatRequest request, object? source, ICollection<ITurnPolicy> policies);

    /// <summary>A piece of an answer arrived.</summary>
    public void OnChunk(Conversation conversation, ChatChunk chunk);

    /// <summary>The last answer of a conversation is there, and all earlier inputs have been written.</summary>
    public void OnCompleted(Conversation conversation);

    /// <summary>The pipeline was ended while an answer was arriving.</summary>
    public void OnStopped(Conversation conversation);
}
