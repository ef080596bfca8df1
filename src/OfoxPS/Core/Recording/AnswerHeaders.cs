namespace OfoxPS.Core.Recording;

/// <summary>
/// The headers of an answer that are kept: those that a caller can notice. Any other may be a session, a cookie or a date, and is
/// never written.
/// </summary>
internal static class AnswerHeaders
{
    private static readonly string[] Kept =
        ["location", "retry-after", "retry-after-ms", "x-generation-id", "x-request-id", "x-should-retry"];

    private const string Limits = "x-ratelimit-";

    public static IReadOnlyList<KeyValuePair<string, string>> Of(HttpResponseMessage response, Func<string, string> clean) =>
    [
        .. response.Headers.Concat(
            response.Content.Headers.Where(static header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            .Select(header => new KeyValuePair<string, string>(header.Key.ToLowerInvariant(), clean(string.Join(", ", header.Value))))
            .Where(static header =>
                header.Key == "content-type" || Kept.Contains(header.Key) || header.Key.StartsWith(Limits, StringComparison.Ordinal))
            .OrderBy(static header => header.Key, StringComparer.Ordinal),
    ];
}
