using System;
using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Logging;

/// <summary>Sums requests.</summary>
internal static class UsageSummary
{
    /// <param name="entries">The requests.</param>
    /// <param name="model">Apart by model.</param>
    /// <param name="day">Apart by day, as the clock of this machine has it.</param>
    /// <param name="script">Apart by script.</param>
    public static IEnumerable<OfoxUsage> Of(IEnumerable<LogEntry> entries, bool model, bool day, bool script) => entries
        .GroupBy(entry => (
            Day: day ? entry.Time.LocalDateTime.Date : (DateTime?)null,
            Model: model ? entry.ServedModel ?? entry.Model ?? string.Empty : null,
            Script: script ? entry.Script ?? string.Empty : null))
        .OrderBy(static group => group.Key.Day)
        .ThenBy(static group => group.Key.Model, StringComparer.Ordinal)
        .ThenBy(static group => group.Key.Script, StringComparer.Ordinal)
        .Select(static group => Sum(group, group.Key.Day, group.Key.Model, group.Key.Script));

    private static OfoxUsage Sum(IEnumerable<LogEntry> entries, DateTime? day, string? model, string? script)
    {
        OfoxUsage sum = new() { Day = day, Model = model, Script = script };
        foreach (LogEntry entry in entries)
        {
            sum.Requests++;
            sum.Failures += entry.Outcome == "failed" ? 1 : 0;
            sum.Stopped += entry.Outcome == "stopped" ? 1 : 0;
            sum.PromptTokens += entry.PromptTokens ?? 0;
            sum.CompletionTokens += entry.CompletionTokens ?? 0;
            sum.CachedTokens += entry.CachedTokens ?? 0;
            sum.TotalTokens += entry.TotalTokens ?? (entry.PromptTokens ?? 0) + (entry.CompletionTokens ?? 0);
            sum.Duration += entry.Duration;
        }

        return sum;
    }
}
