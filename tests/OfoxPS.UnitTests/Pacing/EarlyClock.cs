using System;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Pacing;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>A clock whose timers are a millisecond early, as those of a system can be.</summary>
internal sealed class EarlyClock(Clock clock) : Clock
{
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(1);

    public override TimeSpan Now => clock.Now;

    public override DateTimeOffset UtcNow => clock.UtcNow;

    public override Task Delay(TimeSpan time, CancellationToken token) => clock.Delay(time > Early ? time - Early : time, token);
}
