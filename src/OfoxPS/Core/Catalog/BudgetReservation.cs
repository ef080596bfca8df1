namespace OfoxPS.Core.Catalog;

/// <summary>
/// The amount of a budget that is reserved for one attempt. When it is disposed, the attempt's real cost is charged and the rest is freed.
/// </summary>
internal sealed class BudgetReservation(Budget budget, decimal maximum) : IDisposable
{
    private Func<decimal, decimal>? _costOf;
    private bool _isSettled;

    /// <summary>The most that the attempt can cost, in USD.</summary>
    public decimal Maximum { get; } = maximum;

    /// <summary>The attempt begins. Until this is called, nothing has been sent, and nothing is spent.</summary>
    /// <param name="costOf">
    /// Gives what it did cost, in USD, of the most that it can cost. It is asked once, when the share is disposed.
    /// </param>
    public void Begin(Func<decimal, decimal> costOf) => _costOf = costOf;

    public void Dispose()
    {
        if (!_isSettled)
        {
            _isSettled = true;
            budget.Settle(Maximum, _costOf?.Invoke(Maximum) ?? 0);
        }
    }
}
