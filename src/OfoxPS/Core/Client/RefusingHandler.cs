namespace OfoxPS.Core.Client;

/// <summary>Stands in the place of a network, and says why there is none.</summary>
internal sealed class RefusingHandler : HttpMessageHandler
{
    private readonly OfoxException _reason;

    public RefusingHandler(OfoxException reason) => _reason = reason;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw _reason;
}
