namespace OfoxPS.Core.Catalog;

/// <summary>
/// The price list of a server, checked for a newer file once a second: asking the file system for each of many requests takes a large part
/// of their processor time. Thread-safe.
/// </summary>
internal sealed class RecentPrices(ICatalogStore store, Func<TimeSpan> now)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly Func<TimeSpan> _now = now;
    private Look? _last;

    /// <summary>The price list; null where there is none.</summary>
    public PriceList? Read()
    {
        TimeSpan now = _now();
        if (_last is not { } last || now - last.Time >= Lifetime)
        {
            _last = last = new Look(now, store.Read(out _));
        }

        return last.List;
    }

    private sealed record Look(TimeSpan Time, PriceList? List);
}
