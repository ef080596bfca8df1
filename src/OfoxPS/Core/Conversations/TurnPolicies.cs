namespace OfoxPS.Core.Conversations;

/// <summary>The policies of a conversation, asked in their order.</summary>
/// <param name="list">The policies.</param>
internal sealed class TurnPolicies(IReadOnlyList<TurnPolicy> list)
{
    /// <summary>The policies.</summary>
    public IReadOnlyList<TurnPolicy> List { get; } = list;

    /// <summary>The policy of a kind; null if there is none.</summary>
    public T? Find<T>()
        where T : TurnPolicy => List.OfType<T>().FirstOrDefault();

    /// <summary>Whether one of them has something to carry out before an answer can be the last one.</summary>
    public bool IsPending(ChatCompletion answer) => List.Any(policy => policy.IsPending(answer));

    /// <summary>The request of the next turn, from the first policy that gives one; null if this turn was the last.</summary>
    /// <param name="turn">The turn that has ended.</param>
    /// <param name="failure">How it failed; null if it did not.</param>
    /// <exception cref="OfoxException">The answer cannot be used.</exception>
    public ChatRequest? Next(Turn turn, OfoxException? failure) => List
        .Select(policy => failure is null ? policy.AfterAnswer(turn.Request, turn.Answer!) : policy.AfterFailure(turn.Request, failure))
        .FirstOrDefault(static next => next is not null);

    /// <summary>The last answer of an earlier run is used again.</summary>
    /// <exception cref="OfoxException">The answer cannot be used.</exception>
    public void Restored(ChatRequest request, ChatCompletion answer)
    {
        foreach (TurnPolicy policy in List)
        {
            policy.Restored(request, answer);
        }
    }

    /// <summary>The conversation has failed for good.</summary>
    public void Failed(ChatRequest request, OfoxException failure)
    {
        foreach (TurnPolicy policy in List)
        {
            policy.Failed(request, failure);
        }
    }
}
