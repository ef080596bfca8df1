using System;
using OfoxPS.Core.Catalog;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>How often the price list is looked for.</summary>
public sealed class RecentPricesTests
{
    [Fact]
    public void The_list_is_looked_for_once_a_second_and_what_has_changed_by_then_is_seen()
    {
        TimeSpan now = TimeSpan.FromHours(1);
        CountedStore store = new();
        RecentPrices prices = new(store, () => now);

        Assert.Null(prices.Read());
        store.List = new PriceList([], DateTimeOffset.UnixEpoch, null);
        now += TimeSpan.FromMilliseconds(999);
        Assert.Null(prices.Read());
        Assert.Equal(1, store.Looks);

        now += TimeSpan.FromMilliseconds(1);
        Assert.Same(store.List, prices.Read());
        Assert.Equal(2, store.Looks);
    }

    private sealed class CountedStore : ICatalogStore
    {
        public PriceList? List { get; set; }

        public int Looks { get; private set; }

        public PriceList? Read(out string? problem)
        {
            Looks++;
            problem = null;
            return List;
        }

        public string? Write(CatalogAnswer models) => throw new NotSupportedException();

        public string? Renew(DateTimeOffset date) => throw new NotSupportedException();
    }
}
