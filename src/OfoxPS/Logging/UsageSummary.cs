using System;
using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Logging;

/// <summary>Sums requests.</summary>
internal static class UsageSummary
{
    /// <param name="shares">The requests.</param>
    /// <param name="model">Apart by model.</param>
    /// <param name="day">Apart by day, as the clock of this machine has it.</param>
    /// <param name="script">Apart by script.</param>
    public static IEnumerable<OfoxUsage> Of(IEnumerable<UsageShare> shares, bool model, bool day, bool script) => shares
        .GroupBy(share => (
            Day: day ? share.First.LocalDateTime.Date : (DateTime?)null,
            Model: model ? share.Model : null,
            Script: script ? share.Script : null))
        .OrderBy(static group => group.Key.Day)
        .ThenBy(static group => group.Key.Model, StringComparer.Ordinal)
        .ThenBy(static group => group.Key.Script, StringComparer.Ordinal)
        .Select(static group => Sum(group, group.Key.Day, group.Key.Model, group.Key.Script));

    private static OfoxUsage Sum(IEnumerable<UsageShare> shares, DateTime? day, string? model, string? script)
    {
        UsageShare sum = shares.Aggregate(static (all, share) => all.Plus(share));
        return new OfoxUsage
        {
            Day = day,
            Model = model,
            Script = script,
            Requests = sum.Requests,
            Failures = sum.Failures,
            Stopped = sum.Stopped,
            PromptTokens = sum.PromptTokens,
            CompletionTokens = sum.CompletionTokens,
            CachedTokens = sum.CachedTokens,
            TotalTokens = sum.TotalTokens,
            Duration = sum.Duration,
        };
    }
}
