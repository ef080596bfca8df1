using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Client;

/// <summary>What the headers of a response tell: request id, limits, when to come again.</summary>
internal static class ResponseHeaders
{
    public static string? RequestId(HttpResponseMessage response) => Text(response, "x-request-id") ?? Text(response, "X-Generation-Id");

    /// <summary>What is left of requests and tokens, by the names that servers use for it; null where nothing is told.</summary>
    public static RateLimit? Limits(HttpResponseMessage response)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        RateLimit limit = new()
        {
            LimitRequests = Number(Limit(response, "limit", "requests")),
            RemainingRequests = Number(Limit(response, "remaining", "requests")),
            ResetRequests = ResetTime.Parse(Limit(response, "reset", "requests"), now),
            LimitTokens = Number(Limit(response, "limit", "tokens")),
            RemainingTokens = Number(Limit(response, "remaining", "tokens")),
            ResetTokens = ResetTime.Parse(Limit(response, "reset", "tokens"), now),
        };
        return limit.LimitRequests is null && limit.RemainingRequests is null && limit.ResetRequests is null
            && limit.LimitTokens is null && limit.RemainingTokens is null && limit.ResetTokens is null ? null : limit;
    }

    public static void ReadInto(OfoxException failure, HttpResponseMessage response)
    {
        failure.RequestId = RequestId(response);
        failure.RetryAfter = RetryAfter(response);
        failure.RateLimit = Limits(response);
        failure.Retryable = Text(response, "x-should-retry")?.Trim().ToLowerInvariant() switch
        {
            "true" => true,
            "false" => false,
            _ => failure.Retryable,
        };
    }

    /// <summary>How long the server asks to wait before the next attempt. Asked of a failure only: some proxies send it with every answer.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        ResetTime.Number(Text(response, "retry-after-ms")) is double milliseconds
            ? ResetTime.Span(milliseconds / 1000)
            : ResetTime.Parse(Text(response, "retry-after"), DateTimeOffset.UtcNow);

    // OpenAI's names; Anthropic's; and, where requests alone are counted, those of many gateways and of the standard to come.
    private static string? Limit(HttpResponseMessage response, string what, string unit) =>
        Text(response, $"x-ratelimit-{what}-{unit}")
        ?? Text(response, $"anthropic-ratelimit-{unit}-{what}")
        ?? (unit == "requests" ? Text(response, $"x-ratelimit-{what}") ?? Text(response, $"ratelimit-{what}") : null);

    private static string? Text(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out System.Collections.Generic.IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
