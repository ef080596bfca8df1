using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol.Client;
using OfoxPS.Core.Client;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>A server at an address: how it is asked, and what its refusals mean.</summary>
internal sealed class ServerAddress : DelegatingHandler, IServerLink
{
    // Characters of a refusal that an error shows.
    private const int LongestShown = 300;

    private readonly Uri _address;
    private readonly HttpClient _client;
    private OfoxException? _refusal;

    // A redirection would take the headers, keys among them, to an address that nobody gave.
    public ServerAddress(McpSettings settings)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !Loopback.Is(settings.Address!), AutomaticDecompression = DecompressionMethods.All })
    {
        _address = settings.Address!;
        _client = new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        Transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = _address,
                AdditionalHeaders = settings.Headers.ToDictionary(static header => header.Key, static header => header.Value),
                ConnectionTimeout = settings.Timeout,
                MaxReconnectionAttempts = 1,
            },
            _client);
    }

    public IClientTransport Transport { get; }

    public string? Ended => null;

    public Task<OfoxException?> ExplainAsync(bool isClosed) => Task.FromResult(_refusal);

    void IDisposable.Dispose()
    {
        _client.Dispose();
        Dispose(disposing: true);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            _refusal = new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"The MCP server at {_address.Host} cannot be reached: {error.Message}", error) { Remedy = "Check the address and the network." };
            throw;
        }

        response.Content = new LimitedContent(response.Content);
        if (request.Method == HttpMethod.Post)
        {
            _refusal = response.IsSuccessStatusCode ? null : await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private async Task<OfoxException> RefusalAsync(HttpResponseMessage response, CancellationToken stop)
    {
        int status = (int)response.StatusCode;
        if (response.Headers.Location is { } other)
        {
            return new OfoxException(OfoxErrorKind.OfoxEndpointNotFound, $"The MCP server at {_address.Host} redirects to {other}") { StatusCode = status, Remedy = "Give that address with -Uri if you trust it." };
        }

        string wanted = string.Join(", ", response.Headers.WwwAuthenticate);
        string body = await ReadAsync(response, stop).ConfigureAwait(false);
        return status switch
        {
            401 => new OfoxException(OfoxErrorKind.OfoxAuthenticationFailed, $"The MCP server at {_address.Host} needs a login{(wanted.Length > 0 ? $" and asks for: {wanted}" : string.Empty)}{body}")
            {
                StatusCode = status,
                Remedy = "Get a token from whoever runs the server, and give it with -Header @{ Authorization = 'Bearer ...' }. OfoxPS opens no browser for a login.",
            },
            403 => new OfoxException(OfoxErrorKind.OfoxPermissionDenied, $"The MCP server at {_address.Host} does not allow this{(wanted.Length > 0 ? $" and asks for: {wanted}" : string.Empty)}{body}") { StatusCode = status, Remedy = "Check the token in -Header." },
            404 or 405 => new OfoxException(OfoxErrorKind.OfoxEndpointNotFound, $"There is no MCP server at {_address.GetLeftPart(UriPartial.Path)}{body}") { StatusCode = status, Remedy = "Check the path of the address; it often ends in /mcp." },
            _ => new OfoxException(status >= 500 ? OfoxErrorKind.OfoxServerError : OfoxErrorKind.OfoxConnectionFailed, $"The MCP server at {_address.Host} refuses{body}") { StatusCode = status, Remedy = "Ask whoever runs the server." },
        };
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync().WaitAsync(stop).ConfigureAwait(false);
            string text = (await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false)).Trim();
            return text.Length == 0 || text[0] == '<' ? string.Empty : $": {(text.Length > LongestShown ? text[..LongestShown] + "..." : text)}";
        }
        catch (HttpRequestException)
        {
            return string.Empty;
        }
    }
}
