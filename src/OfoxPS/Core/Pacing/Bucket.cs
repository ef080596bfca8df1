using System;

namespace OfoxPS.Core.Pacing;

/// <summary>
/// What a server has left of one thing, requests or tokens, until its window starts anew. The newest request that the server has answered
/// tells what was left after it; what was let through since is taken off. What an answer tells is advice, and it may be wrong: it is
/// believed for
/// <see cref="LongestTrust"/>, then one request finds out.
/// </summary>
internal sealed class Bucket
{
    // Waiters of one process do not all come at the very moment at which the window starts anew, and clocks differ a little.
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
    /// <param name="amount">How much.</param>
    /// <param name="sequence">The number of the request.</param>
    /// <param name="now">The time.</param>
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
    /// A request has been answered, and all that its answer tells has been told. What was asked to find out and tells nothing has found
    /// nothing.
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
            // An answer that was overtaken tells of a past that is known better by now.
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

            // Until the server says more, a window is taken to be as long as the longest that it has named.
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

    // More than a whole window holds is never left: the server has to say what it makes of it.
    private bool IsShort(double amount) => _told is not null && Left < Math.Min(amount, _limit ?? amount);
}
