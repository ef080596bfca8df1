using System;
using OfoxPS.Core.Client;

namespace OfoxPS.Core.Conversations;

/// <summary>What is put aside of a budget for one call. When it is disposed, what the call cost is taken from it and the rest is free again.</summary>
internal sealed class BudgetShare : IDisposable
{
    private readonly Budget _budget;
    private Attempt? _last;
    private ChatCompletion? _answer;
    private bool _isSettled;

    public BudgetShare(Budget budget, decimal most)
    {
        _budget = budget;
        Most = most;
    }

    /// <summary>The most that the call can cost, in USD.</summary>
    public decimal Most { get; }

    /// <summary>Sees what happens in the call.</summary>
    public void Watch(CallEvent item)
    {
        _last = (item as AttemptEvent)?.Attempt ?? _last;
        _answer = (item as CompletionEvent)?.Completion ?? _answer;
    }

    public void Dispose()
    {
        if (!_isSettled)
        {
            _isSettled = true;
            _budget.Settle(Most, Cost());
        }
    }

    // Where nobody knows, it may have cost the most: an answer that was cut or waited for in vain is billed by many servers.
    private decimal Cost()
    {
        if (_answer is not null)
        {
            return _answer.Cost ?? Most;
        }

        bool isFree = _last is null or { Shown: false, Failure: OfoxException { Kind: not OfoxErrorKind.OfoxTimeout } };
        return _last?.Spent?.Amount ?? (isFree ? 0 : Most);
    }
}
