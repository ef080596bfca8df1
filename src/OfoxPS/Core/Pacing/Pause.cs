namespace OfoxPS.Core.Pacing;

/// <summary>
/// The pause that a server asks for by refusing a request. However many requests are refused for the same reason, they make one pause;
/// when it ends, the requests that waited come back one after the other.
/// </summary>
/// <param name="random">A number from 0 to 1, different each time.</param>
internal sealed class Pause(Func<double> random)
{
    /// <summary>The longest time between two requests that come back.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(14);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(60);

    // How often a server's own wait is followed although it refuses again: other clients may have been faster.
    private static readonly TimeSpan LongestServerBackoff = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestJitter = TimeSpan.FromSeconds(2);

    // Another wait during a pause: for tokens, for example, where the first was for requests.
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(1);

    private int _inRow;
    private int _comingBack;
    private TimeSpan _probe;

    /// <summary>When it ends, or has ended.</summary>
    public TimeSpan Ends { get; private set; }

    /// <summary>How many there have been.</summary>
    public int Generation { get; private set; }

    /// <summary>
    /// When it ends for a request that may wait until a time. A request whose own limit ends before the pause is sent at intervals to find
    /// out whether the server still refuses.
    /// </summary>
    /// <param name="deadline">How long the request may wait.</param>
    /// <param name="now">The time.</param>
    public TimeSpan EndsFor(TimeSpan deadline, TimeSpan now) => Ends > deadline && now >= _probe ? now : Ends;

    /// <summary>A request is let through.</summary>
    public void Issue(TimeSpan now) => _probe = now < Ends ? now + Bucket.LongestTrust : _probe;

    /// <summary>A request was answered.</summary>
    /// <param name="generation">How many pauses there had been when it was sent.</param>
    /// <param name="now">The time.</param>
    public void Answered(int generation, TimeSpan now)
    {
        if (generation == Generation)
        {
            // A request that was sent during the pause was answered, so the pause ends.
            _inRow = 0;
            Ends = Ends < now ? Ends : now;
        }
    }

    /// <summary>A request was refused.</summary>
    /// <param name="generation">How many pauses there had been when it was sent.</param>
    /// <param name="serverWait">How long the server asks to wait; null where it does not say.</param>
    /// <param name="now">The time.</param>
    /// <param name="comingBack">How many requests wait for its end.</param>
    public void Refused(int generation, TimeSpan? serverWait, TimeSpan now, int comingBack)
    {
        if (generation < Generation)
        {
            // It was sent before the pause began, so its refusal is the same one.
            if (now < Ends && now + (serverWait ?? TimeSpan.Zero) > Ends + Longer)
            {
                Ends = now + serverWait!.Value + Jitter(serverWait.Value);
            }

            _comingBack = Math.Max(_comingBack, comingBack);
            return;
        }

        Generation++;
        TimeSpan wait = Backoff(++_inRow, serverWait is { } given && given > TimeSpan.Zero);
        wait = serverWait > wait ? serverWait.Value : wait;
        Ends = now + wait + Jitter(wait);
        _probe = now + Bucket.LongestTrust;
        _comingBack = comingBack;
    }

    /// <summary>The time from one request that comes back to the next; null once all have come.</summary>
    public TimeSpan? NextGap() =>
        _comingBack > 0 && _comingBack-- > 0 ? TimeSpan.FromTicks((long)(ShortestGap.Ticks * (1 + (0.5 * random())))) : null;

    // A server's own wait is followed twice; if it still refuses, the waits grow.
    private static TimeSpan Backoff(int inRow, bool isFromServer)
    {
        int doubled = isFromServer ? inRow - 3 : inRow - 1;
        return doubled < 0 ? TimeSpan.Zero
            : TimeSpan.FromSeconds(
                Math.Min((isFromServer ? LongestServerBackoff : LongestBackoff).TotalSeconds, 0.5 * Math.Pow(2, Math.Min(doubled, 10))));
    }

    // Jitter only makes a wait longer, because a request that comes too early is refused again.
    private TimeSpan Jitter(TimeSpan wait) =>
        TimeSpan.FromTicks((long)(Math.Min(LongestJitter.Ticks, wait.Ticks / 10) * random()));
}
