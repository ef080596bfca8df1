namespace OfoxPS;

/// <summary>What calls cost.</summary>
/// <param name="Amount">In USD; null where it is unknown, which is not the same as nothing.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="PriceDate">When the price list was fetched that it is computed from; null where none was used.</param>
internal readonly record struct CallCost(decimal? Amount, CostSource Source, DateTimeOffset? PriceDate)
{
    public static CallCost Unknown => default;

    /// <summary>The cost of several calls: unknown where that of one is, computed where that of one is.</summary>
    public static CallCost Sum(IEnumerable<CallCost> costs) =>
        costs.DefaultIfEmpty(Unknown).Aggregate(static (sum, cost) => sum.Plus(cost));

    public CallCost Plus(CallCost other) => Amount is { } one && other.Amount is { } more
        ? new CallCost(one + more, Source < other.Source ? Source : other.Source, Older(PriceDate, other.PriceDate))
        : Unknown;

    private static DateTimeOffset? Older(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
