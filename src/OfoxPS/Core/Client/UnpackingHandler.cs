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

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        ICollection<string> ways = response.Content.Headers.ContentEncoding;
        string way = ways.Count == 1 ? ways.First().ToLowerInvariant() : string.Empty;
        if (Poly.Packings.Split(',').Any(known => known.Trim() == way))
        {
            await ReplacedBody.ReadThroughAsync(response, packed => Poly.Unpack(packed, way)).ConfigureAwait(false);
            response.Content.Headers.ContentEncoding.Clear();
            response.Content.Headers.ContentLength = null;
        }

        return response;
    }
}
