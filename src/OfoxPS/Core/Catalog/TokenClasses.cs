using System.Collections;
using System.Collections.Specialized;
using System.Globalization;

namespace OfoxPS.Core.Catalog;

/// <summary>The tokens of a request, apart by what they cost: no token is in two classes.</summary>
/// <param name="Input">Input tokens that no cache had.</param>
/// <param name="CacheRead">Input tokens that came from a cache.</param>
/// <param name="CacheWrite">Input tokens that were written to a cache.</param>
/// <param name="CacheWriteHour">Input tokens that were written to a cache for an hour.</param>
/// <param name="Output">Tokens of the answer, reasoning included.</param>
/// <param name="Searches">Searches that the server made.</param>
/// <param name="AddsUp">The parts make the total that the server tells, where it tells one.</param>
internal readonly record struct TokenClasses(
    long Input, long CacheRead, long CacheWrite, long CacheWriteHour, long Output, long Searches, bool AddsUp)
{
    /// <summary>The tokens of a usage; null where it does not tell those of the input and of the answer.</summary>
    public static TokenClasses? Of(Usage usage)
    {
        if (usage.PromptTokens is not { } prompt || usage.CompletionTokens is not { } completion || prompt < 0 || completion < 0)
        {
            return null;
        }

        OrderedDictionary? more = usage.Fields.Any ? usage.AdditionalProperties : null;
        IDictionary? details = more?["prompt_tokens_details"] as IDictionary;
        IDictionary? written = more?["cache_creation"] as IDictionary;
        long read = Count(details, "cached_tokens")
            ?? Count(more, "cache_read_input_tokens")
            ?? Count(more, "prompt_cache_hit_tokens")
            ?? 0;
        long write = Count(details, "cache_write_tokens") ?? Count(details, "cache_creation_tokens")
            ?? Count(more, "cache_creation_input_tokens") ?? 0;
        long hour = Math.Min(write, Count(written, "ephemeral_1h_input_tokens") ?? 0);
        long reasoning = Math.Max(0, usage.ReasoningTokens ?? 0);

        // Cached tokens are a part of the prompt and reasoning is a part of the answer, unless the total says otherwise.
        long beyond = usage.TotalTokens is { } total ? total - prompt - completion : 0;
        bool thoughtApart = beyond > 0 && (beyond == reasoning || beyond == reasoning + read + write);
        bool cacheApart = beyond > 0 && read + write > 0 && (beyond == (thoughtApart ? reasoning : 0) + read + write);
        return new TokenClasses(
            cacheApart ? prompt : Math.Max(0, prompt - read - write),
            read,
            write - hour,
            hour,
            completion + (thoughtApart ? reasoning : 0),
            Count(more?["server_tool_use"] as IDictionary, "web_search_requests") ?? 0,
            beyond == 0 || thoughtApart || cacheApart);
    }

    // Servers write numbers as text, and whole ones with a fraction.
    private static long? Count(IDictionary? fields, string name) => fields?[name] switch
    {
        long count => Math.Max(0, count),
        double count and > 0 and < long.MaxValue => (long)count,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) => count,
        _ => null,
    };
}
