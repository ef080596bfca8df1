using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Core.Pacing;

/// <summary>The clock of this machine.</summary>
internal sealed class SystemClock : Clock
{
    // What Task.Delay takes at most on .NET Framework.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public override TimeSpan Now => _watch.Elapsed;

    public override DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    // A delay is cut to whole milliseconds, so it is rounded up: who comes too early only waits once more.
    public override Task Delay(TimeSpan time, CancellationToken token) => Task.Delay(
        time <= TimeSpan.Zero ? TimeSpan.Zero
        : time >= LongestDelay ? LongestDelay
        : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)),
        token);
}
