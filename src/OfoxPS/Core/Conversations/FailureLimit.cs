using System.Globalization;

namespace OfoxPS.Core.Conversations;

/// <summary>How many of many requests may fail before no more are made: a number, or a part of those that have ended.</summary>
internal sealed record FailureLimit(double Limit, bool IsPart)
{
    // The fewest inputs before a share of failures ends the run: one failure of the first two says little about the rest.
    private const int FewestEnded = 20;

    /// <summary>The limit that a text such as <c>50</c> or <c>5%</c> says; null where it says none.</summary>
    public static FailureLimit? Parse(string text)
    {
        string value = text.Trim();
        bool isPart = value.Length > 0 && value[value.Length - 1] == '%';
        return isPart
            ? double.TryParse(value.Substring(0, value.Length - 1).TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out double part) && part <= 100
                ? new FailureLimit(part / 100, true) : null
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? new FailureLimit(count, false) : null;
    }

    /// <summary>Whether there are too many failures.</summary>
    /// <param name="failed">How many inputs have failed.</param>
    /// <param name="ended">How many have ended, the failed ones included.</param>
    public bool IsExceeded(int failed, int ended) => IsPart ? ended >= FewestEnded && failed > Limit * ended : failed > Limit;

    public override string ToString() =>
        IsPart ? (Limit * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %" : Limit.ToString(CultureInfo.InvariantCulture);
}
