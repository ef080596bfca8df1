namespace OfoxPS.Core.Logging;

/// <summary>What one request adds to the sums; or what several of one hour add together.</summary>
/// <param name="First">When the first of them began.</param>
/// <param name="Last">When the last of them began.</param>
/// <param name="Sum">What they add, with their model and script. It is not changed.</param>
internal sealed record TimedUsage(DateTimeOffset First, DateTimeOffset Last, OfoxUsage Sum)
{
    /// <summary>The share of one request.</summary>
    public static TimedUsage Of(LogEntry entry) => new(entry.Time, entry.Time, new OfoxUsage
    {
        Model = entry.ServedModel ?? entry.Model ?? string.Empty,
        Script = entry.Script ?? string.Empty,
        Requests = 1,
        Failures = entry.Outcome == "failed" ? 1 : 0,
        Stopped = entry.Outcome == "stopped" ? 1 : 0,
        PromptTokens = entry.PromptTokens ?? 0,
        CompletionTokens = entry.CompletionTokens ?? 0,
        CachedTokens = entry.CachedTokens ?? 0,
        TotalTokens = entry.TotalTokens ?? (entry.PromptTokens ?? 0) + (entry.CompletionTokens ?? 0),
        Cost = entry.Cost,
        RequestsWithoutCost = entry.Cost is null
            && (entry.Outcome != "failed" || entry.PromptTokens is not null || entry.CompletionTokens is not null) ? 1 : 0,
        Duration = entry.Duration,
    });

    /// <summary>Both together. Model and script are those of this one.</summary>
    public TimedUsage Plus(TimedUsage other)
    {
        OfoxUsage sum = new() { Model = Sum.Model, Script = Sum.Script };
        sum.Add(Sum);
        sum.Add(other.Sum);
        return new TimedUsage(other.First < First ? other.First : First, other.Last > Last ? other.Last : Last, sum);
    }
}
