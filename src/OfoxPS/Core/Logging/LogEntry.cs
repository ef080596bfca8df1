namespace OfoxPS.Core.Logging;

/// <summary>What is kept of one request. Null means: not known, or there was none.</summary>
internal sealed record LogEntry
{
    /// <summary>When the request began.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>completed, failed or stopped.</summary>
    public required string Outcome { get; init; }

    public string? Model { get; init; }

    public string? ServedModel { get; init; }

    public string? Command { get; init; }

    public bool Stream { get; init; }

    public string? FinishReason { get; init; }

    public TimeSpan Duration { get; init; }

    public TimeSpan? FirstToken { get; init; }

    public int Attempts { get; init; }

    public long? PromptTokens { get; init; }

    public long? CompletionTokens { get; init; }

    public long? TotalTokens { get; init; }

    public long? CachedTokens { get; init; }

    /// <summary>What the request cost, in USD.</summary>
    public decimal? Cost { get; init; }

    public int? Status { get; init; }

    public string? ErrorId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The name of the input, where it was a file and one of many.</summary>
    public string? Input { get; init; }

    public string? Script { get; init; }

    public int? Line { get; init; }

    /// <summary>The conversation that was sent, as plain objects without secrets; only where content is logged.</summary>
    public object? Messages { get; init; }

    /// <summary>What was answered, likewise.</summary>
    public object? Answer { get; init; }
}
