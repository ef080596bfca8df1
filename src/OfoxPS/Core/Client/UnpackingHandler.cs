namespace OfoxPS.Core.Client;

/// <summary>
/// Decompresses responses, and sends Accept-Encoding only if the request has none. The handlers of .NET add their encodings to an existing
/// header, so that neither a stream nor a user could ask for plain bytes.
/// </summary>
internal sealed class UnpackingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Header = "Accept-Encoding";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.Contains(Header))
        {
            request.Headers.TryAddWithoutValidation(Header, Poly.Packings);
        }

        return await UnpackAsync(await base.SendAsync(request, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task<HttpResponseMessage> UnpackAsync(HttpResponseMessage response)
    {
        ICollection<string> ways = response.Content.Headers.ContentEncoding;
        if (ways.Count == 1
            && Poly.Packings.Split(',').Any(way => way.Trim().Equals(ways.First(), System.StringComparison.OrdinalIgnoreCase)))
        {
            Stream packed = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            StreamContent unpacked = new(Poly.Unpack(packed, ways.First().ToLowerInvariant()));
            foreach (KeyValuePair<string, IEnumerable<string>> header in response.Content.Headers.Where(
                static header => header.Key is not ("Content-Encoding" or "Content-Length")))
            {
                unpacked.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            response.Content = unpacked;
        }

        return response;
    }
}
