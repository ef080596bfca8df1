using System.Linq;
using OfoxPS.Core.Pacing;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>How many requests may be on their way.</summary>
public sealed class AdaptiveLimitTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 4)]
    [InlineData(64, 4)]
    public void It_begins_low(int maximum, int first) => Assert.Equal(first, new AdaptiveLimit(maximum).Current);

    [Fact]
    public void It_triples_with_each_round_up_to_its_maximum()
    {
        AdaptiveLimit limit = new(32);

        Round(limit);
        Assert.Equal(12, limit.Current);
        Round(limit);
        Assert.Equal(32, limit.Current);
        Round(limit);
        Assert.Equal(32, limit.Current);
    }

    [Fact]
    public void One_pause_halves_it_once_and_then_it_grows_by_one_a_round()
    {
        AdaptiveLimit limit = new(32);
        Round(limit);
        Round(limit);

        foreach (int _ in Enumerable.Range(0, 10))
        {
            limit.Refused(1);
        }

        Assert.Equal(16, limit.Current);
        Round(limit);
        Assert.Equal(17, limit.Current);
        limit.Refused(2);
        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void There_is_always_one()
    {
        AdaptiveLimit limit = new(2);
        foreach (int pause in Enumerable.Range(1, 5))
        {
            limit.Refused(pause);
        }

        Assert.Equal(1, limit.Current);
        Round(limit);
        Assert.Equal(2, limit.Current);
    }

    private static void Round(AdaptiveLimit limit)
    {
        foreach (int _ in Enumerable.Range(0, limit.Current))
        {
            limit.Answered();
        }
    }
}
