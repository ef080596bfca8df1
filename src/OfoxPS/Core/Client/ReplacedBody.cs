namespace OfoxPS.Core.Client;

/// <summary>Reads the body of a response through another stream.</summary>
internal static class ReplacedBody
{
    /// <param name="response">The response, whose headers stay.</param>
    /// <param name="over">Makes the stream that is read instead of the one it is given.</param>
    public static async Task ReadThroughAsync(HttpResponseMessage response, Func<Stream, Stream> over)
    {
        HttpContent before = response.Content;
        response.Content = new StreamContent(over(await before.ReadAsStreamAsync().ConfigureAwait(false)));
        foreach (KeyValuePair<string, IEnumerable<string>> header in before.Headers)
        {
            response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }
}
