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
/// what it did cost is taken from that, so that many at once cannot spend the same money. It can be used on any thread.
/// </summary>
internal sealed class Budget
{
    private readonly object _sync = new();
    private readonly PriceList _prices;
    private TaskCompletionSource<bool> _changed = NewChange();
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
        while (Try(most) is { } changed)
        {
            await WaitAsync(changed, token).ConfigureAwait(false);
        }

        return new BudgetShare(this, most);
    }

    /// <summary>A call has ended.</summary>
    /// <param name="most">What was put aside for it.</param>
    /// <param name="cost">What it cost.</param>
    internal void Settle(decimal most, decimal cost)
    {
        TaskCompletionSource<bool> changed;
        lock (_sync)
        {
            _reserved -= most;
            _spent += cost;
            changed = _changed;
            _changed = NewChange();
        }

        changed.SetResult(true);
    }

    private static TaskCompletionSource<bool> NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Null where it is put aside; else what to wait for.
    private Task<bool>? Try(decimal most)
    {
        lock (_sync)
        {
            if (_spent + most > Limit)
            {
                throw new OfoxException(
                    OfoxErrorKind.OfoxBudgetExceeded,
                    $"The budget of {Money.Of(Limit)} (-MaxCost) does not allow this request, which can cost up to {Money.Of(most)}: {Money.Of(_spent)} has been spent, and {Money.Of(Math.Max(0, Limit - _spent))} is left")
                    .ForAllInput();
            }

            if (_spent + _reserved + most > Limit)
            {
                return _changed.Task;
            }

            _reserved += most;
            return null;
        }
    }

    private static async Task WaitAsync(Task changed, CancellationToken token)
    {
        TaskCompletionSource<bool> stopped = NewChange();
        using (token.Register(() => stopped.TrySetResult(true)))
        {
            await Task.WhenAny(changed, stopped.Task).ConfigureAwait(false);
        }

        token.ThrowIfCancellationRequested();
    }
}
