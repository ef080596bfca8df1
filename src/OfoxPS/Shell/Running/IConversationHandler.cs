using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>The decisions of a cmdlet about its conversations. All members are called on the pipeline thread.</summary>
internal interface IConversationHandler
{
    /// <summary>Whether the text of answers is kept; false where only their chunks are written.</summary>
    public bool KeepsText { get; }

    /// <summary>Whether the reasoning of the model is shown or written as it arrives.</summary>
    public bool ShowsReasoning { get; }

    /// <summary>Changes a request before it is prepared, and adds the policies of its conversation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="source">The input that it is about.</param>
    /// <param name="policies">Gets the policies of the conversation.</param>
    /// <exception cref="OfoxException">The request cannot be sent in this form.</exception>
    public ChatRequest Shape(ChatRequest request, object? source, ICollection<TurnPolicy> policies);

    /// <summary>Handles a chunk of an answer.</summary>
    public void OnChunk(Conversation conversation, ChatChunk chunk);

    /// <summary>Writes a conversation that has succeeded; all earlier inputs have been written.</summary>
    public void OnCompleted(Conversation conversation);

    /// <summary>Handles a conversation whose answer was arriving when the pipeline ended.</summary>
    public void OnStopped(Conversation conversation);
}
