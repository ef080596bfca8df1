namespace OfoxPS.Core.Client;

/// <summary>Stands in the place of a network, and says why there is none.</summary>
internal sealed class RefusingHandler(OfoxException reason) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw reason;
}
