using System.Diagnostics;

namespace OfoxPS.Core.Pacing;

/// <summary>Time as the gate sees it, so that a test can let an hour pass in no time.</summary>
internal abstract class Clock
{
    /// <summary>The clock of this machine.</summary>
    public static Clock System { get; } = new MachineClock();

    /// <summary>Time that never goes back, from a beginning that does not matter.</summary>
    public abstract TimeSpan Now { get; }

    /// <summary>The time of day.</summary>
    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Ends when <paramref name="time"/> has passed, or with an exception when <paramref name="token"/> is cancelled.</summary>
    public abstract Task Delay(TimeSpan time, CancellationToken token);

    private sealed class MachineClock : Clock
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
}
