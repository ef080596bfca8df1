using System.Net;
using System.Runtime.CompilerServices;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using OfoxPS.Core.Client;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>A server at an address: how it is asked, and what has failed on the way to it.</summary>
internal sealed class ServerAddress : DelegatingHandler, IServerLink
{
    private const string SessionHeader = "Mcp-Session-Id";

    private readonly Uri _address;
    private readonly HttpRefusal _refusal;
    private readonly HttpClient _client;

    // Calls run at once, so each has a place of its own for what goes wrong with its requests. The SDK sends them in the flow of control of
    // whoever calls it.
    private readonly AsyncLocal<StrongBox<OfoxException?>?> _failure = new();
    private volatile string? _ended;

    // A redirection would take the headers, keys among them, to an address that nobody gave.
    public ServerAddress(McpSettings settings)
        : base(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = !Loopback.Is(
                settings.Address!),
                AutomaticDecompression = DecompressionMethods.All
            })
    {
        _address = settings.Address!;
        _refusal = new HttpRefusal(_address, settings.Redactor);
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

    public string? Ended => _ended;

    public void Begin() => _failure.Value = new StrongBox<OfoxException?>();

    // The SDK says little of an answer that ends without a result.
    public Task<OfoxException?> ExplainAsync(Exception error, bool isTime) => Task.FromResult(_failure.Value?.Value
        ?? (isTime || error is not McpException or McpProtocolException ? null
            : new OfoxException(
                OfoxErrorKind.OfoxInvalidResponse,
                $"The MCP server at {_address.Host} has ended its answer without a result: {error.Message}")
            {
                Remedy = "Ask whoever "
                    + "makes the server."
            }));

    void IDisposable.Dispose()
    {
        _ended = "it was disconnected";
        _client.Dispose();
        Dispose(disposing: true);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        StrongBox<OfoxException?> failure = _failure.Value ?? new StrongBox<OfoxException?>();
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            failure.Value = new OfoxException(
                OfoxErrorKind.OfoxConnectionFailed,
                $"The MCP server at {_address.Host} cannot be reached: {error.GetBaseException().Message}",
                error)
            { Remedy = "Check the address and the network." };
            throw;
        }

        response.Content = new LimitedContent(response.Content, error => failure.Value = Broken(error));

        OfoxException? refusal = response.IsSuccessStatusCode
            ? null
            : await _refusal.ReadAsync(response, cancellationToken).ConfigureAwait(false);

        // A request that only listens is one that many servers refuse, and the SDK goes on without it.
        if (request.Method == HttpMethod.Post)
        {
            failure.Value = response.StatusCode == HttpStatusCode.NotFound && request.Headers.Contains(SessionHeader)
                ? SessionEnded()
                : refusal;
        }

        return response;
    }

    private OfoxException SessionEnded()
    {
        _ended = "the server has ended the session, or was started anew";
        return new OfoxException(
            OfoxErrorKind.OfoxConnectionFailed,
            $"The MCP server at {_address.Host} has ended the session, or was started anew")
        {
            StatusCode = 404,
            Remedy = "Connect again with Connect-OfoxMcpServer."
        };
    }

    private OfoxException Broken(Exception error) => error is InvalidDataException
        ? new OfoxException(
            OfoxErrorKind.OfoxInvalidResponse, $"The MCP server at {_address.Host} {error.Message}",
            error)
        { Remedy = "Ask whoever makes the server." }
        : new OfoxException(
            OfoxErrorKind.OfoxConnectionFailed,
            $"The MCP server at {_address.Host} has broken off its answer: {error.GetBaseException().Message}",
            error)
        { Remedy = "Check the network, and that the server still runs." };
}
