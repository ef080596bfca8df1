namespace OfoxPS.Core.Pacing;

/// <summary>
/// How many requests or tokens a server has left until its window is reset. The headers of the newest request that was answered say what
/// was left after it, and what was admitted since is subtracted. Headers may be wrong, so they count for <see cref="LongestTrust"/>; then
/// one request is sent to find out.
/// </summary>
internal sealed class Bucket
{
    // The wait beyond the reset of a window, because clocks differ a little.
    private static readonly TimeSpan LongestJitter = TimeSpan.FromMilliseconds(50);

    /// <summary>How long the advice of an answer is believed: longer than the windows of a minute that most servers count by.</summary>
    public static readonly TimeSpan LongestTrust = TimeSpan.FromMinutes(2);

    private double _issued;
    private double? _told;
    private double _issuedThen;
    private long _newest;
    private double? _limit;
    private TimeSpan _resets;
    private TimeSpan _trustEnds;
    private TimeSpan _window;
    private long _probe;

    /// <summary>The time between two of them when they are spread over a window; nothing where that is not known.</summary>
    public TimeSpan Gap => _limit > 0 ? TimeSpan.FromTicks((long)(_window.Ticks / _limit.Value)) : TimeSpan.Zero;

    /// <summary>The longest time that the server has named until its window starts anew.</summary>
    public TimeSpan Window => _window;

    /// <summary>How much has been let through in all.</summary>
    public double Issued => _issued;

    /// <summary>Something of it is let through.</summary>
    public void Issue(double amount, long sequence, TimeSpan now)
    {
        if (now < _resets && now >= _trustEnds && IsShort(amount))
        {
            _probe = sequence;
            _trustEnds = now + LongestTrust;
        }

        _issued += amount;
    }

    /// <summary>
    /// A request has been answered, and its headers have been reported. A request that was sent to find out and had no such headers ends
    /// the limit.
    /// </summary>
    public void Answered(long sequence) => _told = sequence == _probe && sequence > _newest ? null : _told;

    /// <summary>A request has ended without an answer. Another one finds out in its place.</summary>
    public void Failed(long sequence, TimeSpan now) => _trustEnds = sequence == _probe && sequence > _newest ? now : _trustEnds;

    /// <summary>A server tells what it has left.</summary>
    /// <param name="sequence">The number of the request that it answers.</param>
    /// <param name="issued">What had been let through when that request was, it included.</param>
    /// <param name="limit">What a window holds; null where it is not told.</param>
    /// <param name="remaining">What is left; null where it is not told.</param>
    /// <param name="reset">The time until the window starts anew; null where it is not told.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public void Tell(long sequence, double issued, long? limit, long? remaining, TimeSpan? reset, TimeSpan now, double jitter)
    {
        if (sequence <= _newest || remaining is null || reset is null)
        {
            // A newer request was answered earlier, so the headers of this one are out of date.
            return;
        }

        _newest = sequence;
        _limit = limit ?? _limit;
        _told = remaining;
        _issuedThen = issued;
        TimeSpan window = reset.Value < LongestTrust ? reset.Value : LongestTrust;
        _window = window > _window ? window : _window;
        TimeSpan later = TimeSpan.FromTicks((long)(Math.Min(LongestJitter.Ticks, _window.Ticks / 20) * jitter));
        _resets = now + reset.Value + later;
        _trustEnds = now + LongestTrust;
    }

    /// <summary>When so much may be let through: now, or a time to come.</summary>
    /// <param name="amount">How much.</param>
    /// <param name="now">The time.</param>
    /// <param name="believesAll">Whether what was told is believed for as long as it says.</param>
    /// <param name="opened">The window has just started anew after it was used up.</param>
    public TimeSpan Earliest(double amount, TimeSpan now, bool believesAll, out bool opened)
    {
        opened = false;
        if (_told is null)
        {
            return now;
        }

        if (now >= _resets)
        {
            opened = Left < amount;

            // Until the next answer, the window is assumed to be as long as the longest one in the headers so far.
            _told = _limit;
            _issuedThen = _issued;
            _resets = now + _window;
            return now;
        }

        return !IsShort(amount) ? now
            : believesAll || _resets < _trustEnds ? _resets
            : _trustEnds > now ? _trustEnds : now;
    }

    private double Left => (_told ?? 0) - (_issued - _issuedThen);

    // A request that needs more than a whole window is sent all the same, and the server decides.
    private bool IsShort(double amount) => _told is not null && Left < Math.Min(amount, _limit ?? amount);
}
