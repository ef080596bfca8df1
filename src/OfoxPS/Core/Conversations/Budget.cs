using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// The most that the requests of one pipeline may cost together. Before each call the most that it can cost is put aside, and afterwards
/// what it did cost is taken from that, so that many at once cannot spend the same money. Where too little is left, calls wait for each other in the
/// order in which they came. It can be used on any thread.
/// </summary>
internal sealed class Budget
{
    private readonly object _sync = new();
    private readonly PriceList _prices;
    private readonly LinkedList<Waiter> _waiting = new();
    private decimal _spent;
    private decimal _reserved;

    /// <param name="limit">The most, in USD.</param>
    /// <param name="prices">The price list.</param>
    public Budget(decimal limit, PriceList prices)
    {
        Limit = limit;
        _prices = prices;
    }

    public decimal Limit { get; }

    /// <summary>What the calls that have ended did cost; of one whose cost nobody knows, the most that it can have cost.</summary>
    public decimal Spent
    {
        get
        {
            lock (_sync)
            {
                return _spent;
            }
        }
    }

    /// <summary>What is put aside for calls that are on their way.</summary>
    public decimal Reserved
    {
        get
        {
            lock (_sync)
            {
                return _reserved;
            }
        }
    }

    /// <summary>Makes a call within the budget. Where others have put too much aside, it waits until some have ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">The same, as it is sent.</param>
    /// <param name="client">Who sends it.</param>
    /// <param name="token">Ends the call.</param>
    /// <exception cref="OfoxException">The request does not fit, or nobody knows what it can cost; it is not sent.</exception>
    public async IAsyncEnumerable<CallEvent> SendAsync(ChatRequest request, RequestBody body, OfoxClient client, [EnumeratorCancellation] CancellationToken token = default)
    {
        using BudgetShare share = await ReserveAsync(request, body, token).ConfigureAwait(false);
        await foreach (CallEvent item in client.SendAsync(request, body, token).ConfigureAwait(false))
        {
            share.Watch(item);
            yield return item;
        }
    }

    /// <summary>Puts aside the most that a request can cost.</summary>
    /// <exception cref="OfoxException">It does not fit, or nobody knows what it can cost.</exception>
    public async Task<BudgetShare> ReserveAsync(ChatRequest request, RequestBody body, CancellationToken token)
    {
        CostEstimate estimate = CostEstimate.Of(request, body, _prices);
        decimal most = estimate.Maximum
            ?? throw Failure.InvalidArgument($"{estimate.Problem}. -MaxCost cannot be kept without it, so nothing was sent").ForAllInput();
        Waiter waiter = new(most);
        lock (_sync)
        {
            _waiting.AddLast(waiter);
            Drive();
        }

        using (token.Register(() => Withdraw(waiter)))
        {
            await waiter.Turn.Task.ConfigureAwait(false);
        }

        return new BudgetShare(this, most);
    }

    /// <summary>A call has ended.</summary>
    /// <param name="most">What was put aside for it.</param>
    /// <param name="cost">What it cost.</param>
    internal void Settle(decimal most, decimal cost)
    {
        lock (_sync)
        {
            _reserved -= most;
            _spent += cost;
            Drive();
        }
    }

    // Only while it waits: what has been put aside is given back by its share.
    private void Withdraw(Waiter waiter)
    {
        lock (_sync)
        {
            if (_waiting.Remove(waiter))
            {
                waiter.Turn.SetCanceled();
                Drive();
            }
        }
    }

    // Lets those through for which there is enough, the first one first: a later one would keep it waiting for ever.
    private void Drive()
    {
        while (_waiting.First?.Value is { } next)
        {
            if (_spent + next.Most > Limit)
            {
                _waiting.RemoveFirst();
                next.Turn.SetException(TooMuch(next.Most));
            }
            else if (_spent + _reserved + next.Most > Limit)
            {
                return;
            }
            else
            {
                _waiting.RemoveFirst();
                _reserved += next.Most;
                next.Turn.SetResult(true);
            }
        }
    }

    private OfoxException TooMuch(decimal most) => new OfoxException(
        OfoxErrorKind.OfoxBudgetExceeded,
        $"The budget of {Money.Of(Limit)} (-MaxCost) does not allow this request, which can cost up to {Money.Of(most)}: {Money.Of(_spent)} has been spent, and {Money.Of(Math.Max(0, Limit - _spent))} is left")
        .ForAllInput();

    private sealed class Waiter(decimal most)
    {
        public decimal Most { get; } = most;

        /// <summary>Ends when there is enough, or when there will never be.</summary>
        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
