using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using OfoxPS.Core.Client;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>The link to a server at an address, over HTTP. It remembers for each call what has failed.</summary>
internal sealed class ServerAddress : DelegatingHandler, IServerLink
{
    private const string SessionHeader = "Mcp-Session-Id";

    private readonly string _server;
    private readonly HttpRefusal _refusal;
    private readonly HttpClient _client;

    // Calls run at once, so each has a place of its own for what goes wrong with its requests. The SDK sends them in the flow of control of
    // whoever calls it.
    private readonly AsyncLocal<StrongBox<OfoxException?>?> _failure = new();
    private volatile string? _ended;
    private volatile bool _hasSession;

    public ServerAddress(McpSettings settings)
        : base(SocketsFor(settings.Address!))
    {
        Uri address = settings.Address!;
        _server = $"The MCP server at {address.Host}";
        _refusal = new HttpRefusal(address, settings.Redactor);
        _client = new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        Transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = address,
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
    public Task<OfoxException?> ExplainAsync(Exception error, bool isTime)
    {
        // Where the SDK cancels a call by itself, it has found the session ended by another request.
        OfoxException? known = _failure.Value?.Value
            ?? (error is OperationCanceledException && !isTime && _hasSession && _ended is null ? SessionEnded() : null);
        bool isCutAnswer = !isTime && error is McpException and not McpProtocolException;
        return Task.FromResult(known is null && isCutAnswer
            ? CallFailure.Invalid($"has ended its answer without a result: {error.Message}", server: _server) : known);
    }

    void IDisposable.Dispose()
    {
        _ended = "it was disconnected";
        _client.Dispose();
        Dispose(disposing: true);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        StrongBox<OfoxException?> failure = _failure.Value ?? new StrongBox<OfoxException?>();
        bool hasSession = request.Headers.Contains(SessionHeader);
        _hasSession |= hasSession;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            string message = $"{_server} cannot be reached: {error.GetBaseException().Message}";
            failure.Value = CallFailure.Of(OfoxErrorKind.OfoxConnectionFailed, message, "Check the address and the network.", error);
            throw;
        }

        HttpContentHeaders headers = response.Content.Headers;
        await ReplacedBody.ReadThroughAsync(response, body => new LimitedStream(
            body,
            McpLimits.MessageBytes,
            headers.ContentLength,
            headers.ContentType?.MediaType == "text/event-stream",
            error => failure.Value = Broken(error))).ConfigureAwait(false);

        // A request that only listens is one that many servers refuse, and the SDK goes on without it.
        bool isCall = request.Method == HttpMethod.Post;
        bool hasEnded = isCall && hasSession && response.StatusCode == HttpStatusCode.NotFound;
        if (hasEnded)
        {
            // Known before the body is read: the SDK may cancel this request meanwhile, because another one has found the same.
            failure.Value = SessionEnded();
        }

        OfoxException? refusal = response.IsSuccessStatusCode ? null
            : await _refusal.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        if (isCall && !hasEnded)
        {
            failure.Value = refusal;
        }

        return response;
    }

    // A redirection would take the headers, keys among them, to an address that nobody gave.
    private static SocketsHttpHandler SocketsFor(Uri address) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !Endpoint.IsOfThisMachine(address),
        AutomaticDecompression = DecompressionMethods.All,
    };

    private OfoxException SessionEnded()
    {
        const string End = "has ended the session, or was started anew";
        _ended = $"the server {End}";
        return CallFailure.Of(
            OfoxErrorKind.OfoxConnectionFailed, $"{_server} {End}", "Connect again with Connect-OfoxMcpServer.", status: 404);
    }

    private OfoxException Broken(Exception error) => error is InvalidDataException
        ? CallFailure.Invalid(error.Message, error, _server)
        : CallFailure.Of(
            OfoxErrorKind.OfoxConnectionFailed,
            $"{_server} has broken off its answer: {error.GetBaseException().Message}",
            "Check the network, and that the server still runs.",
            error);
}
