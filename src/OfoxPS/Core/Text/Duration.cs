using System.Globalization;

namespace OfoxPS.Core.Text;

/// <summary>A length of time in the words of a sentence.</summary>
internal static class Duration
{
    /// <summary>The one or two largest units, as 45 s, 12 min 30 s, 2 h 5 min, 3 d.</summary>
    public static string Of(TimeSpan time)
    {
        (string large, string small) = time.TotalDays >= 1 ? (Part(time.Days, "d"), Part(time.Hours, "h"))
            : time.TotalHours >= 1 ? (Part(time.Hours, "h"), Part(time.Minutes, "min"))
            : time.TotalMinutes >= 1 ? (Part(time.Minutes, "min"), Part(time.Seconds, "s"))
            : (string.Empty, time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s");
        return $"{large} {small}".Trim();
    }

    private static string Part(int count, string unit) =>
        count == 0 ? string.Empty : count.ToString(CultureInfo.InvariantCulture) + " " + unit;
}
