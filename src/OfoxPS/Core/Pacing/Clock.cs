namespace OfoxPS.Core.Pacing;

/// <summary>Time as the gate sees it, so that a test can let an hour pass in no time.</summary>
internal abstract class Clock
{
    /// <summary>The clock of this machine.</summary>
    public static Clock System { get; } = new SystemClock();

    /// <summary>Time that never goes back, from a beginning that does not matter.</summary>
    public abstract TimeSpan Now { get; }

    /// <summary>The time of day.</summary>
    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Ends when <paramref name="time"/> has passed, or with an exception when <paramref name="token"/> is cancelled.</summary>
    public abstract Task Delay(TimeSpan time, CancellationToken token);
}
