using System.Collections.Specialized;
using System.Globalization;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Logging;

/// <summary>An entry as one line of JSON, and back.</summary>
internal static class LogLine
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Of(LogEntry entry)
    {
        OrderedDictionary fields = new()
        {
            ["time"] = entry.Time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
            ["outcome"] = entry.Outcome,
            ["model"] = entry.Model,
            ["servedModel"] = entry.ServedModel,
            ["durationMs"] = Milliseconds(entry.Duration),
            ["firstTokenMs"] = entry.FirstToken is { } first ? Milliseconds(first) : null,
            ["attempts"] = entry.Attempts,
            ["usage"] = Usage(entry),
            ["cost"] = entry.Cost,
            ["finishReason"] = entry.FinishReason,
            ["status"] = entry.Status,
            ["errorId"] = entry.ErrorId,
            ["requestId"] = entry.RequestId,
            ["stream"] = entry.Stream,
            ["command"] = entry.Command,
            ["input"] = entry.Input,
            ["script"] = entry.Script,
            ["line"] = entry.Line,
            ["version"] = Poly.Version,
        };
        if (entry.Messages is not null)
        {
            fields["messages"] = entry.Messages;
            fields["answer"] = entry.Answer;
        }

        return JsonTreeWriter.ToText(fields);
    }

    /// <summary>The entry that a line holds; null when the line is none of ours, or damaged.</summary>
    public static LogEntry? Read(string line)
    {
        if (JsonTree.ParseObject(line) is not { } fields
            || fields["outcome"] is not string outcome
            || !DateTimeOffset.TryParse(
                fields["time"] as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return null;
        }

        OrderedDictionary usage = fields["usage"] as OrderedDictionary ?? new OrderedDictionary();
        return new LogEntry
        {
            Time = time,
            Outcome = outcome,
            Model = fields["model"] as string,
            ServedModel = fields["servedModel"] as string,
            Script = fields["script"] as string,
            Duration = TimeSpan.FromMilliseconds(fields["durationMs"] is long length and > 0 and < int.MaxValue ? length : 0),
            PromptTokens = usage["prompt"] as long?,
            CompletionTokens = usage["completion"] as long?,
            TotalTokens = usage["total"] as long?,
            CachedTokens = usage["cached"] as long?,
            Cost = CostCalculator.Amount(fields["cost"]),
        };
    }

    private static Dictionary<string, object?>? Usage(LogEntry entry) =>
        entry.PromptTokens is null && entry.CompletionTokens is null && entry.TotalTokens is null
            ? null
            : new Dictionary<string, object?>
            {
                ["prompt"] = entry.PromptTokens,
                ["completion"] = entry.CompletionTokens,
                ["total"] = entry.TotalTokens,
                ["cached"] = entry.CachedTokens,
            };

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);
}
