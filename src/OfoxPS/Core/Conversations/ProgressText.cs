using System.Globalization;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// How far many requests have come, as one line: <c>412/1000 · 3 failed · 6.1/s · 1 min 36 s left · $0.21 of about $0.52</c>.
/// </summary>
internal static class ProgressText
{
    private const string Between = " · ";

    /// <param name="batch">The numbers.</param>
    /// <param name="width">How many characters there are; what does not fit is left out, the least telling first.</param>
    public static string Of(BatchStatistics batch, int width = int.MaxValue)
    {
        // In the order in which they are read, each with how soon it is left out.
        List<(int Rank, string Text)> parts = [(0, batch.Expected is { } all ? $"{batch.Done}/{all}" : $"{batch.Done} done")];
        if (batch.Counts.Failed > 0)
        {
            parts.Add((2, $"{batch.Counts.Failed} failed"));
        }

        if (batch.PausedUntil is { } until)
        {
            parts.Add((1, $"paused until {until.ToLocalTime().ToString("T", CultureInfo.CurrentCulture)}"));
        }

        if (batch.Rate is { } rate)
        {
            parts.Add((4, rate >= 1 ? Text($"{rate:0.0}/s") : Text($"{rate * 60:0.0}/min")));
            if (Left(batch, rate) is { } left)
            {
                parts.Add((3, $"{Time(left)} left"));
            }
        }

        if (batch.Counts.Cost is { } cost)
        {
            parts.Add((5, Money(cost) + (About(batch, cost) is { } sum ? $" of about {Money(sum)}" : string.Empty)));
        }

        if (batch.Counts.Replayed > 0)
        {
            parts.Add((6, $"{batch.Counts.Replayed} replayed"));
        }

        while (parts.Count > 1 && Join(parts).Length > width)
        {
            parts.Remove(parts.OrderByDescending(static part => part.Rank).First());
        }

        return Join(parts);
    }

    /// <summary>How much is done in a hundred; null where the number of inputs is not known.</summary>
    public static int? Percent(BatchStatistics batch) =>
        batch.Expected is { } all and > 0 ? (int)Math.Min(100, 100L * batch.Done / all) : null;

    /// <summary>How long the rest will take; null where that cannot be said.</summary>
    public static TimeSpan? Left(BatchStatistics batch) => batch.Rate is { } rate ? Left(batch, rate) : null;

    public static string Time(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s"
        : $"{(int)Math.Ceiling(time.TotalSeconds)} s";

    private static TimeSpan? Left(BatchStatistics batch, double rate) =>
        batch.Expected is { } all && all > batch.Done ? TimeSpan.FromSeconds(Math.Min((all - batch.Done) / rate, 999 * 3600)) : null;

    // Each of the remaining requests is assumed to cost the average of those that are done.
    private static decimal? About(BatchStatistics batch, decimal cost)
    {
        int paid = batch.Counts.Succeeded + batch.Counts.Failed;
        return batch.Expected is { } all && paid > 0 && all > batch.Done ? cost + (cost / paid * (all - batch.Done)) : null;
    }

    private static string Money(decimal cost) =>
        "$" + cost.ToString(cost >= 0.01m || cost == 0 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Join(List<(int Rank, string Text)> parts) => string.Join(Between, parts.ConvertAll(static part => part.Text));
}
