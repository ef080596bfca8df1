namespace OfoxPS.Core.Conversations;

/// <summary>
/// Decides what follows a turn of a conversation. The policies of a conversation are asked in order, until one gives a request.
/// </summary>
internal abstract class TurnPolicy
{
    /// <summary>
    /// Whether an answer asks for something to be carried out before there can be a last one. Where the run ends, nothing is carried out
    /// any more.
    /// </summary>
    public virtual bool IsPending(ChatCompletion answer) => false;

    /// <summary>The model answered.</summary>
    /// <returns>The request of the next turn; null where this policy is content with the answer.</returns>
    /// <exception cref="OfoxException">The answer cannot be used, and the conversation fails.</exception>
    public abstract ChatRequest? AfterAnswer(ChatRequest request, ChatCompletion answer);

    /// <summary>A request failed.</summary>
    /// <returns>What to send instead; null where nothing would help.</returns>
    public virtual ChatRequest? AfterFailure(ChatRequest request, OfoxException failure) => null;

    /// <summary>The last answer of an earlier run is used again: the policy puts on it what is not kept in a checkpoint.</summary>
    /// <exception cref="OfoxException">The answer cannot be used, and the conversation fails.</exception>
    public virtual void Restored(ChatRequest request, ChatCompletion answer)
    {
    }

    /// <summary>The conversation has failed for good: the policy can add what it knows to the failure.</summary>
    public virtual void Failed(ChatRequest request, OfoxException failure)
    {
    }
}
