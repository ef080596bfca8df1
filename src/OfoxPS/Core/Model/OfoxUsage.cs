using System.Globalization;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>What requests cost together.</summary>
public sealed class OfoxUsage
{
    /// <summary>The day, by the clock of this machine; null where it was not grouped by.</summary>
    public DateTime? Day { get; set; }

    /// <summary>The model that answered, or was asked where none did; null where it was not grouped by.</summary>
    public string? Model { get; set; }

    /// <summary>The script that asked, empty for the prompt; null where it was not grouped by.</summary>
    public string? Script { get; set; }

    /// <summary>What the requests have in common: day, model and script, as far as they were grouped by.</summary>
    public string Group => Day is null && Model is null && Script is null ? "(all)" : string.Join(" · ", new[]
    {
        Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Model, Script is "" ? "(no script)" : Script,
    }.Where(static text => text is not null));

    /// <summary><see cref="PromptTokens"/>, by the name of its column.</summary>
    public long In => PromptTokens;

    /// <summary><see cref="CachedTokens"/>, by the name of its column.</summary>
    public long Cached => CachedTokens;

    /// <summary><see cref="CompletionTokens"/>, by the name of its column.</summary>
    public long Out => CompletionTokens;

    /// <summary>How many requests there were; the attempts of one count once.</summary>
    public long Requests { get; set; }

    /// <summary>How many of them failed.</summary>
    public long Failures { get; set; }

    /// <summary>How many were ended before their answer was whole.</summary>
    public long Stopped { get; set; }

    /// <summary>Tokens of the input.</summary>
    public long PromptTokens { get; set; }

    /// <summary>Input tokens that came from the server's cache.</summary>
    public long CachedTokens { get; set; }

    /// <summary>Tokens of the answers.</summary>
    public long CompletionTokens { get; set; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; set; }

    /// <summary>What the requests cost whose cost is known, in USD; null where none is known.</summary>
    public decimal? Cost { get; set; }

    /// <summary>
    /// How many requests cost something that is not known, and not part of <see cref="Cost"/>. Requests that failed without an answer are
    /// not counted.
    /// </summary>
    public long RequestsWithoutCost { get; set; }

    /// <summary>The time that the requests took, one after the other.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Adds what other requests cost.</summary>
    internal void Add(OfoxUsage other)
    {
        Requests += other.Requests;
        Failures += other.Failures;
        Stopped += other.Stopped;
        PromptTokens = Usage.AddCounts(PromptTokens, other.PromptTokens);
        CachedTokens = Usage.AddCounts(CachedTokens, other.CachedTokens);
        CompletionTokens = Usage.AddCounts(CompletionTokens, other.CompletionTokens);
        TotalTokens = Usage.AddCounts(TotalTokens, other.TotalTokens);
        Cost = Cost is { } cost ? cost + (other.Cost ?? 0) : other.Cost;
        RequestsWithoutCost += other.RequestsWithoutCost;
        Duration += other.Duration;
    }

    /// <summary>What the requests have in common, and their number.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Model, Script,
        Plural.Of(Requests, "request"),
    }.Where(static text => !string.IsNullOrEmpty(text)));
}
