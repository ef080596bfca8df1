using System.Globalization;
using System.Text.RegularExpressions;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>What the headers of a response tell: request id, limits, when to come again.</summary>
internal static class ResponseHeaders
{
    private const string Cookies = "(?im)^(set-cookie2?:).*";
    private const string Query = "(?im)^((?:content-)?location:[^?\\r\\n]*)(\\?[^\\r\\n]*)";
    private static readonly string[] LimitRequests = NamesOf("limit", "requests");
    private static readonly string[] RemainingRequests = NamesOf("remaining", "requests");
    private static readonly string[] ResetRequests = NamesOf("reset", "requests");
    private static readonly string[] LimitTokens = NamesOf("limit", "tokens");
    private static readonly string[] RemainingTokens = NamesOf("remaining", "tokens");
    private static readonly string[] ResetTokens = NamesOf("reset", "tokens");

    // OpenAI and most gateways; OpenRouter; Anthropic; Azure; AWS; LiteLLM; One API; DeepSeek; SiliconFlow; Volcengine; Google; Cloudflare,
    // which stands in front of many, last.
    private static readonly string[] RequestIds =
    [
        "x-request-id", "x-generation-id", "request-id", "apim-request-id", "x-ms-request-id", "x-amzn-requestid", "x-amzn-request-id",
        "x-litellm-call-id",
        "x-oneapi-request-id", "x-ds-trace-id", "x-siliconcloud-trace-id", "x-tt-logid", "x-correlation-id", "x-cloud-trace-context",
        "cf-ray",
    ];

    /// <summary>The server's id of the request; null where it has none.</summary>
    public static string? RequestId(HttpResponseMessage response) => Text(response, RequestIds);

    /// <summary>All headers as debug text: without cookies and without the values of a query that an address among them has.</summary>
    public static string Shown(HttpResponseMessage response)
    {
        string headers = $"{response.Headers}{response.Content.Headers}".TrimEnd();
        return Regex.Replace(
            Regex.Replace(headers, Cookies, "$1 " + Redactor.Mask, RegexOptions.CultureInvariant),
            Query,
            static match => match.Groups[1].Value + Endpoint.ShownQuery(match.Groups[2].Value),
            RegexOptions.CultureInvariant);
    }

    /// <summary>What is left of requests and tokens, by the names that servers use for it; null where nothing is told.</summary>
    public static RateLimit? Limits(HttpResponseMessage response)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        RateLimit limit = new()
        {
            LimitRequests = Number(Text(response, LimitRequests)),
            RemainingRequests = Number(Text(response, RemainingRequests)),
            ResetRequests = WaitParser.Parse(Text(response, ResetRequests), now),
            LimitTokens = Number(Text(response, LimitTokens)),
            RemainingTokens = Number(Text(response, RemainingTokens)),
            ResetTokens = WaitParser.Parse(Text(response, ResetTokens), now),
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

    /// <summary>
    /// How long the server asks to wait before the next attempt. Asked of a failure only: some proxies send it with every answer.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        WaitParser.Number(Text(response, "retry-after-ms") ?? Text(response, "x-ms-retry-after-ms")) is double milliseconds
            ? WaitParser.Span(milliseconds / 1000)
            : WaitParser.Parse(Text(response, "retry-after"), DateTimeOffset.UtcNow);

    // OpenAI's names; Anthropic's; and, where requests alone are counted, those of many gateways and of the standard to come.
    private static string[] NamesOf(string what, string unit) =>
    [
        $"x-ratelimit-{what}-{unit}", $"anthropic-ratelimit-{unit}-{what}", .. unit == "requests"
            ? [$"x-ratelimit-{what}", $"ratelimit-{what}"] : Array.Empty<string>(),
    ];

    private static string? Text(HttpResponseMessage response, string[] names) =>
        names.Select(name => Text(response, name)).FirstOrDefault(static text => text is not null);

    private static string? Text(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;
}
