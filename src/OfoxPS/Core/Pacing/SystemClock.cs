using System.Diagnostics;

namespace OfoxPS.Core.Pacing;

/// <summary>The clock of this machine.</summary>
internal sealed class SystemClock : Clock
{
    // The longest delay that Task.Delay accepts on .NET Framework.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public override TimeSpan Now => _watch.Elapsed;

    public override DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    // Rounded up, because Task.Delay truncates to milliseconds, and a wait that ends too early would only be repeated.
    public override Task Delay(TimeSpan time, CancellationToken token) => Task.Delay(
        time <= TimeSpan.Zero ? TimeSpan.Zero
        : time >= LongestDelay ? LongestDelay
        : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)),
        token);
}
