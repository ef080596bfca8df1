using System.Linq;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Pacing;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>What a run of many does with what its calls tell.</summary>
public sealed class BatchRunTests
{
    [Fact]
    public void Requests_that_are_refused_together_halve_the_limit_once()
    {
        Gate gate = new(new TestClock(), static () => 0);
        using BatchRun run = new(new BatchOptions { ThrottleLimit = 8 }, new TestClock());

        Assert.All(Enumerable.Range(0, 5), _ => run.Observe(new RefusedEvent(new PauseId(gate, 1))));

        Assert.Equal((4, 5), (run.Limit, run.Statistics.Counts.Refused429));
        run.Observe(new RefusedEvent(new PauseId(gate, 2)));
        Assert.Equal(2, run.Limit);
    }
}
