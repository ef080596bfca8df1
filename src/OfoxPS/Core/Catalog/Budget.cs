using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Catalog;

/// <summary>
/// The maximum that the requests of one pipeline, or of all runs with one checkpoint, may cost together, in USD. Before each attempt the
/// maximum of its cost is reserved, and afterwards its real cost replaces the reservation, so that many at once cannot exceed the budget.
/// Where too little is left, attempts wait in the order in which they came until others have ended. Thread-safe.
/// </summary>
/// <param name="limit">The most, in USD.</param>
/// <param name="prices">The price list.</param>
/// <param name="place">Where the limit was set, for a sentence.</param>
/// <param name="before">What earlier runs have spent of it, in USD.</param>
internal sealed class Budget(decimal limit, PriceList prices, string place = "-MaxCost", decimal before = 0)
{
    private readonly object _sync = new();
    private readonly decimal _before = before;
    private readonly LinkedList<Waiter> _waiting = new();

    public decimal Limit { get; } = limit;

    /// <summary>
    /// What the attempts that have ended did cost, in USD; of one whose cost nobody knows, the most that it can have cost.
    /// </summary>
    public decimal Spent { get; private set; } = before;

    /// <summary>What is put aside for attempts that are on their way, in USD.</summary>
    public decimal Reserved { get; private set; }

    /// <summary>
    /// Puts aside the most that one attempt of a request can cost. Where others have put too much aside, it waits until some have ended.
    /// </summary>
    /// <exception cref="OfoxException">It does not fit, or nobody knows what it can cost.</exception>
    public async Task<BudgetReservation> ReserveAsync(RequestBody body, CancellationToken token)
    {
        CostEstimate estimate = CostEstimate.Of(body, prices);
        decimal maximum = estimate.Maximum
            ?? throw Failure.InvalidArgument($"{estimate.Problem}. The budget of {place} cannot be kept without it, so nothing was sent")
                .ForModel();
        Waiter waiter = new(maximum);
        lock (_sync)
        {
            _waiting.AddLast(waiter);
            Drive();
        }

        using (token.Register(() => Withdraw(waiter)))
        {
            await waiter.Turn.Task.ConfigureAwait(false);
        }

        return new BudgetReservation(this, maximum);
    }

    /// <summary>An attempt has ended.</summary>
    internal void Settle(decimal maximum, decimal cost)
    {
        lock (_sync)
        {
            Reserved -= maximum;
            Spent += cost;
            Drive();
        }
    }

    // Cancels an attempt that still waits. One that has its reservation returns it when the reservation is disposed.
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

    // Admits waiting attempts in their order: smaller ones behind the first must not overtake it, or it could wait without end.
    private void Drive()
    {
        while (_waiting.First?.Value is { } next)
        {
            if (Spent + next.Maximum > Limit)
            {
                _waiting.RemoveFirst();
                next.Turn.SetException(TooMuch(next.Maximum));
            }
            else if (Spent + Reserved + next.Maximum > Limit)
            {
                return;
            }
            else
            {
                _waiting.RemoveFirst();
                Reserved += next.Maximum;
                next.Turn.SetResult(true);
            }
        }
    }

    private OfoxException TooMuch(decimal maximum) => new OfoxException(
        OfoxErrorKind.OfoxBudgetExceeded,
        $"The budget of {Money.Of(Limit)} ({place}) does not allow this request, which can cost up to {Money.Of(maximum)}: "
            + $"{Money.Of(Spent)} has been "
            + $"spent{(_before > 0 ? $", {Money.Of(_before)} of it by earlier runs of this checkpoint" : string.Empty)}, "
            + $"and {Money.Of(Math.Max(0, Limit - Spent))} is left")
        .ForModel();

    private sealed class Waiter(decimal maximum)
    {
        public decimal Maximum { get; } = maximum;

        /// <summary>Ends when there is enough, or when there will never be.</summary>
        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
