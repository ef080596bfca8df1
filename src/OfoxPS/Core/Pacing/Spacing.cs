namespace OfoxPS.Core.Pacing;

/// <summary>
/// Keeps requests apart in time: evenly over a window of the server's rate limit that has just begun, after a pause, and by the
/// rate that the caller asks for. Times are those of the gate's clock.
/// </summary>
internal sealed class Spacing
{
    // How late a timer of the operating system can be; requests that should have been admitted in that time are admitted at once.
    private static readonly TimeSpan Credit = TimeSpan.FromMilliseconds(20);

    private TimeSpan _windowEnds;
    private TimeSpan _gap;

    /// <summary>When the next request may be sent.</summary>
    public TimeSpan Next { get; private set; }

    /// <summary>When the next request may be sent that has a rate of its own.</summary>
    public TimeSpan NextByRate { get; private set; }

    /// <summary>The later of two times.</summary>
    public static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Spreads the requests of a window of the rate limit.</summary>
    public void BeginWindow(TimeSpan gap, TimeSpan window, TimeSpan now)
    {
        _gap = gap;
        _windowEnds = now + window;
        Next = now;
    }

    /// <summary>A request is sent.</summary>
    /// <param name="now">The time.</param>
    /// <param name="apart">The time to the next request by the caller's rate; zero without a rate.</param>
    /// <param name="pauseGap">The time to the next request after a pause; null if there was none.</param>
    public void Issue(TimeSpan now, TimeSpan apart, TimeSpan? pauseGap)
    {
        if (apart > TimeSpan.Zero)
        {
            NextByRate = Later(NextByRate, now - Credit) + apart;
        }

        if (pauseGap is { } gap)
        {
            Next = now + gap;
        }
        else if (now < _windowEnds)
        {
            Next = Later(Next, now - Credit) + _gap;
        }
    }
}
