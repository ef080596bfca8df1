namespace OfoxPS.Core.Logging;

/// <summary>Sums requests.</summary>
internal static class UsageGrouping
{
    /// <summary>The sums, apart by model, by day as the clock of this machine has it, and by script, where that is asked for.</summary>
    public static IEnumerable<OfoxUsage> Of(IEnumerable<TimedUsage> shares, bool model, bool day, bool script) => shares
        .GroupBy(share => (
            Day: day ? share.First.LocalDateTime.Date : (DateTime?)null,
            Model: model ? share.Sum.Model : null,
            Script: script ? share.Sum.Script : null))
        .OrderBy(static group => group.Key.Day)
        .ThenBy(static group => group.Key.Model, StringComparer.Ordinal)
        .ThenBy(static group => group.Key.Script, StringComparer.Ordinal)
        .Select(static group => Sum(group, group.Key.Day, group.Key.Model, group.Key.Script));

    private static OfoxUsage Sum(IEnumerable<TimedUsage> shares, DateTime? day, string? model, string? script)
    {
        OfoxUsage sum = new() { Day = day, Model = model, Script = script };
        foreach (TimedUsage share in shares)
        {
            sum.Add(share.Sum);
        }

        return sum;
    }
}
