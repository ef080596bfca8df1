using System;

namespace OfoxPS.Logging;

/// <summary>What one request adds to the sums; or what several of one hour add together.</summary>
internal sealed record UsageShare
{
    /// <summary>When the first of them began.</summary>
    public DateTimeOffset First { get; init; }

    /// <summary>When the last of them began.</summary>
    public DateTimeOffset Last { get; init; }

    /// <summary>The model that answered, or was asked where none did.</summary>
    public string Model { get; init; } = string.Empty;

    public string Script { get; init; } = string.Empty;

    public long Requests { get; init; }

    public long Failures { get; init; }

    public long Stopped { get; init; }

    public long PromptTokens { get; init; }

    public long CompletionTokens { get; init; }

    public long CachedTokens { get; init; }

    public long TotalTokens { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>The share of one request.</summary>
    public static UsageShare Of(LogEntry entry) => new()
    {
        First = entry.Time,
        Last = entry.Time,
        Model = entry.ServedModel ?? entry.Model ?? string.Empty,
        Script = entry.Script ?? string.Empty,
        Requests = 1,
        Failures = entry.Outcome == "failed" ? 1 : 0,
        Stopped = entry.Outcome == "stopped" ? 1 : 0,
        PromptTokens = entry.PromptTokens ?? 0,
        CompletionTokens = entry.CompletionTokens ?? 0,
        CachedTokens = entry.CachedTokens ?? 0,
        TotalTokens = entry.TotalTokens ?? (entry.PromptTokens ?? 0) + (entry.CompletionTokens ?? 0),
        Duration = entry.Duration,
    };

    /// <summary>Both together. Model and script are those of this one.</summary>
    public UsageShare Plus(UsageShare other) => this with
    {
        First = other.First < First ? other.First : First,
        Last = other.Last > Last ? other.Last : Last,
        Requests = Requests + other.Requests,
        Failures = Failures + other.Failures,
        Stopped = Stopped + other.Stopped,
        PromptTokens = PromptTokens + other.PromptTokens,
        CompletionTokens = CompletionTokens + other.CompletionTokens,
        CachedTokens = CachedTokens + other.CachedTokens,
        TotalTokens = TotalTokens + other.TotalTokens,
        Duration = Duration + other.Duration,
    };
}
