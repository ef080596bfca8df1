using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

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

    /// <summary>Why an answer cannot be used: the model refused it, or it was cut off; null where it is whole.</summary>
    protected static OfoxException? UnusableText(ChatCompletion answer)
    {
        (OfoxErrorKind kind, string? words) =
            answer.Refusal is { Length: > 0 } refusal ? (OfoxErrorKind.OfoxRefused, $"The model refused to answer: {refusal}")
            : FinishReasons.IsRefused(answer.FinishReason)
                ? (OfoxErrorKind.OfoxRefused, $"The model refused to answer ({TerminalText.OneLine(answer.FinishReason!, 80)})")
            : FinishReasons.IsCut(answer.FinishReason) ? (OfoxErrorKind.OfoxOutputTruncated, "The answer was cut off at the token limit")
            : default((OfoxErrorKind, string?));
        return words is null ? null : new OfoxException(kind, words) { Completion = answer };
    }
}
