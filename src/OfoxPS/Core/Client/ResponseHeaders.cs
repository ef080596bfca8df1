using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;

namespace OfoxPS.Core.Client;

/// <summary>What the headers of a response tell: request id, limits, when to come again.</summary>
internal static class ResponseHeaders
{
    // Beyond any wait that anybody means, and well within what a TimeSpan holds.
    private const double LongestSeconds = 9e11;

    public static string? RequestId(HttpResponseMessage response) => Text(response, "x-request-id") ?? Text(response, "X-Generation-Id");

    public static RateLimit? Limits(HttpResponseMessage response)
    {
        RateLimit limit = new()
        {
            LimitRequests = Number(response, "x-ratelimit-limit-requests"),
            RemainingRequests = Number(response, "x-ratelimit-remaining-requests"),
            ResetRequests = Duration(Text(response, "x-ratelimit-reset-requests")),
            LimitTokens = Number(response, "x-ratelimit-limit-tokens"),
            RemainingTokens = Number(response, "x-ratelimit-remaining-tokens"),
            ResetTokens = Duration(Text(response, "x-ratelimit-reset-tokens")),
        };
        return limit.LimitRequests is null && limit.RemainingRequests is null && limit.ResetRequests is null
            && limit.LimitTokens is null && limit.RemainingTokens is null && limit.ResetTokens is null ? null : limit;
    }

    public static void ReadInto(OfoxException failure, HttpResponseMessage response)
    {
        failure.RequestId = RequestId(response);
        failure.RetryAfter = RetryAfter(response);
        failure.Retryable = Text(response, "x-should-retry")?.Trim().ToLowerInvariant() switch
        {
            "true" => true,
            "false" => false,
            _ => failure.Retryable,
        };
    }

    /// <summary>Milliseconds, seconds (fractions too), or a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (Parse(Text(response, "retry-after-ms")) is double milliseconds)
        {
            return Span(milliseconds / 1000);
        }

        string? text = Text(response, "retry-after");
        if (Parse(text) is double seconds)
        {
            return Span(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? Span(Math.Max(0, (date - DateTimeOffset.UtcNow).TotalSeconds))
            : null;
    }

    /// <summary>A duration as Go writes it: 12ms, 1s, 6m0s, 1h2m3s; a bare number is seconds.</summary>
    public static TimeSpan? Duration(string? text)
    {
        if (text is null || text.Length == 0)
        {
            return null;
        }

        if (Parse(text) is double bare)
        {
            return Span(bare);
        }

        double total = 0;
        for (int at = 0; at < text.Length;)
        {
            int digits = at;
            while (at < text.Length && (char.IsDigit(text[at]) || text[at] == '.'))
            {
                at++;
            }

            int unit = at;
            while (at < text.Length && char.IsLetter(text[at]))
            {
                at++;
            }

            double? factor = text.Substring(unit, at - unit) switch
            {
                "ns" => 1e-9,
                "us" or "µs" => 1e-6,
                "ms" => 1e-3,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => null,
            };
            if (factor is null || Parse(text.Substring(digits, unit - digits)) is not double number)
            {
                return null;
            }

            total += number * factor.Value;
        }

        return Span(total);
    }

    private static TimeSpan? Span(double seconds) =>
        seconds >= 0 ? TimeSpan.FromTicks((long)(Math.Min(seconds, LongestSeconds) * TimeSpan.TicksPerSecond)) : null;

    private static string? Text(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out System.Collections.Generic.IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static long? Number(HttpResponseMessage response, string name) =>
        long.TryParse(Text(response, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static double? Parse(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : null;
}
