using System.Linq;
using OfoxPS.Core.Pacing;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>How many requests may be on their way.</summary>
public sealed class AdaptiveLimitTests
{
    private static readonly Gate Gate = new(new TestClock(), static () => 0);

    private static PauseId Pause(int generation) => new(Gate, generation);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(8, 8)]
    [InlineData(64, 8)]
    public void It_begins_low(int maximum, int first) => Assert.Equal(first, new AdaptiveLimit(maximum).Current);

    [Fact]
    public void It_quadruples_with_each_round_up_to_its_maximum()
    {
        AdaptiveLimit limit = new(100);

        Round(limit);
        Assert.Equal(32, limit.Current);
        Round(limit);
        Assert.Equal(100, limit.Current);
        Round(limit);
        Assert.Equal(100, limit.Current);
    }

    [Fact]
    public void One_pause_halves_it_once_and_then_it_grows_by_one_a_round()
    {
        AdaptiveLimit limit = new(32);
        Round(limit);
        Round(limit);

        foreach (int _ in Enumerable.Range(0, 10))
        {
            limit.Refused(Pause(1));
        }

        Assert.Equal(16, limit.Current);
        Round(limit);
        Assert.Equal(17, limit.Current);
        limit.Refused(Pause(2));
        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void Pauses_of_different_models_count_apart()
    {
        AdaptiveLimit limit = new(32);
        Round(limit);
        Round(limit);
        Gate other = new(new TestClock(), static () => 0);

        limit.Refused(Pause(1));
        limit.Refused(new PauseId(other, 1));
        Assert.Equal(8, limit.Current);

        limit.Refused(Pause(1));
        limit.Refused(new PauseId(other, 1));
        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void There_is_always_one()
    {
        AdaptiveLimit limit = new(2);
        foreach (int pause in Enumerable.Range(1, 5))
        {
            limit.Refused(Pause(pause));
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
