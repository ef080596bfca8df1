using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Errors;

/// <summary>How long the body of an error asks to wait. Servers that send no Retry-After say it in a field or in the sentence.</summary>
internal static class RetryAdvice
{
    /// <summary>The longest time that a server may ask to wait before an attempt; an error that asks for more is not retried.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(120);

    private const int Deepest = 6;

    // Google's RetryInfo; LiteLLM, Discord and others; Hugging Face (a model that is loading). Seconds, or a length such as 3s.
    private static readonly string[] Seconds =
        ["retryDelay", "retry_delay", "retry_after", "retryAfter", "retry-after", "Retry-After", "retry_after_seconds", "estimated_time",
            "seconds"];

    private static readonly string[] Milliseconds = ["retry_after_ms", "retryAfterMs", "retry-after-ms"];

    // OpenRouter repeats the provider's headers.
    private static readonly string[] Resets = ["X-RateLimit-Reset", "x-ratelimit-reset"];

    // "Please try again in 6m0s", "retry after 10 seconds", "Please retry in 3.1s", "wait for 2 minutes".
    private const string Sentence =
        @"\b(?:retry|retried|try(?:ing)? again|wait|available again|reset(?:s|ting)?)\b(?:\s+(?:it|again|later|your request|the request))?"
        + @"\s+(?:in|after|for|at least)\s+(?:about\s+)?"
        + @"(?<time>(?:\d+(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\b?[\s,]*(?:and\s+)?)+)";

    private const string Part = @"(?<number>\d+(?:\.\d+)?)\s*(?<unit>[a-z]+)";

    private const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The time that an error asks to wait, from now; null where none is told.</summary>
    public static TimeSpan? Of(ErrorBody error, DateTimeOffset now) => OfFields(error.Raw, now) ?? OfSentence(error.Message);

    private static TimeSpan? OfFields(string? raw, DateTimeOffset now)
    {
        if (raw is null)
        {
            return null;
        }

        try
        {
            return TolerantJson.Read(raw, root => Find(root, now, 0));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? Find(JsonElement value, DateTimeOffset now, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Select(item => Find(item, now, depth + 1)).FirstOrDefault(static time => time is not null);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (string name in Milliseconds)
        {
            if (WaitParser.Number(JsonRead.Text(value, name)) is { } milliseconds)
            {
                return WaitParser.Span(milliseconds / 1000);
            }
        }

        return Seconds.Concat(Resets).Select(name => WaitParser.Parse(JsonRead.Text(value, name), now)).FirstOrDefault(
            static time => time is not null)
            ?? value.EnumerateObject().Where(static field => field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                .Select(field => Find(field.Value, now, depth + 1)).FirstOrDefault(static time => time is not null);
    }

    private static TimeSpan? OfSentence(string message)
    {
        Match match;
        try
        {
            match = Regex.Match(
                message.Length > 4000 ? message.Substring(0, 4000) : message, Sentence, AnyCase, TimeSpan.FromSeconds(1));
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }

        if (!match.Success)
        {
            return null;
        }

        double seconds = 0;
        foreach (Match part in Regex.Matches(match.Groups["time"].Value, Part, AnyCase))
        {
            double number = double.Parse(part.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            string unit = part.Groups["unit"].Value.ToLowerInvariant();
            seconds += number * (unit is "ms" || unit.StartsWith("milli", StringComparison.Ordinal) ? 0.001 : unit[0] switch
            {
                'm' => 60,
                'h' => 3600,
                _ => 1,
            });
        }

        return WaitParser.Span(seconds);
    }
}
