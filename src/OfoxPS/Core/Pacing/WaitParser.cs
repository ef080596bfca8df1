using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Pacing;

/// <summary>
/// Reads how long a header asks to wait (Retry-After, x-ratelimit-reset-*), in all the forms that servers use: 12s, 6m0s, 17ms, 2m59.56s, a
/// number of seconds, a date, a Unix time in seconds or milliseconds.
/// A text is taken as a whole or not at all: a number at the beginning of a date is no number of seconds.
/// </summary>
internal static class WaitParser
{
    // In seconds: a century, longer than any real wait, and now plus it still fits DateTimeOffset.
    private const double LongestSeconds = 100 * 365.25 * 86400;

    // In seconds. A larger number is a Unix timestamp: as a duration it would be more than 31 years.
    private const double FirstUnixSeconds = 1e9;
    private const double FirstUnixMilliseconds = 1e12;

    // Characters of a header that are read at most.
    private const int LongestText = 1024;

    private const string Digits = @"(?<number>\d+(?:\.\d+)?|\.\d+)";

    // As Go writes it: each unit once, from the longest to the shortest.
    private static readonly Regex GoDuration = new(
        $"^(?:{Digits}(?<unit>d))?(?:{Digits}(?<unit>h))?(?:{Digits}(?<unit>m))?"
        + $"(?:{Digits}(?<unit>s))?(?:{Digits}(?<unit>ms))?(?:{Digits}(?<unit>us|µs|μs))?(?:{Digits}(?<unit>ns))?$",
        RegexOptions.CultureInvariant);

    // The three of RFC 9110 (IMF-fixdate, RFC 850, asctime), and those of RFC 3339 with and without a fraction.
    private static readonly string[] Dates =
    [
        "r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd't'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The wait that a text means; null where the text cannot be read.</summary>
    /// <param name="text">The header's value.</param>
    /// <param name="now">The time of day, which dates are compared with. A date that has passed is a wait of nothing.</param>
    public static TimeSpan? Parse(string? text, DateTimeOffset now)
    {
        if (text is null || text.Length > LongestText)
        {
            return null;
        }

        string value = text.Trim();
        if (Number(value) is double number)
        {
            return number < FirstUnixSeconds ? Span(number)
                : Until(number < FirstUnixMilliseconds ? number : number / 1000, now);
        }

        return Duration(value)
            ?? (DateTimeOffset.TryParseExact(
                WithSevenDigits(value), Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
                ? Until((date - UnixEpoch).TotalSeconds, now)
                : null);
    }

    /// <summary>The number of a whole text; null when it is none. Words such as Infinity, which .NET takes for numbers, are none.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number)
            && !double.IsInfinity(number) ? number : null;

    /// <summary>A time of so many seconds; null below nothing.</summary>
    public static TimeSpan? Span(double seconds) =>
        seconds >= 0 ? TimeSpan.FromTicks((long)(Math.Min(seconds, LongestSeconds) * TimeSpan.TicksPerSecond)) : null;

    private static DateTimeOffset UnixEpoch => new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static TimeSpan? Until(double unixSeconds, DateTimeOffset now) =>
        Span(Math.Max(0, unixSeconds - (now - UnixEpoch).TotalSeconds));

    // A date holds seven digits of a second at most; servers that count nanoseconds write nine.
    private static string WithSevenDigits(string date) => Regex.Replace(date, @"(\.\d{7})\d+", "$1");

    private static TimeSpan? Duration(string text)
    {
        Match match = GoDuration.Match(text);
        if (!match.Success || match.Groups["number"].Captures.Count == 0)
        {
            return null;
        }

        double seconds = 0;
        for (int i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            double number = double.Parse(
                match.Groups["number"].Captures[i].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            seconds += number * match.Groups["unit"].Captures[i].Value switch
            {
                "ns" => 1e-9,
                "us" or "µs" or "μs" => 1e-6,
                "ms" => 1e-3,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => 1,
            };
        }

        return Span(seconds);
    }
}
