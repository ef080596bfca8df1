using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>
/// A connection to a server through the SDK. Its members take and give JSON as text, so no type of the SDK leaves this assembly.
/// </summary>
internal sealed class Connection : IMcpConnection
{
    // How long Dispose waits for the server, each time.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // How long a program may leave the first request unanswered before it is taken for one of an older era: what the SDK recommends.
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(5);

    private readonly McpSettings _settings;
    private readonly IServerLink _link;
    private readonly Action<McpNotice> _notify;
    private readonly CallFailure _failures;
    private readonly ToolListWatch _watch;
    private McpClient? _client;
    private long _calls;

    private Connection(McpSettings settings, IServerLink link, Action<McpNotice> notify)
    {
        _settings = settings;
        _link = link;
        _notify = notify;
        _failures = new CallFailure(settings, link);
        _watch = new ToolListWatch(settings, link, _failures, notify);
    }

    public string? ServerName { get; private set; }

    public string? ServerVersion { get; private set; }

    public string? ProtocolVersion { get; private set; }

    public string? Instructions { get; private set; }

    public string Tools { get; private set; } = "[]";

    public string? Ended => _link.Ended ?? (Client.Completion.IsCompleted ? "the connection has ended" : null);

    private McpClient Client => _client!;

    private Redactor Redactor => _settings.Redactor;

    /// <exception cref="OfoxException">There is no connection.</exception>
    public static async Task<Connection> OpenAsync(McpSettings settings, IServerLink link, Action<McpNotice> notify, CancellationToken stop)
    {
        Connection connection = new(settings, link, notify);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(settings.Timeout);
        try
        {
            link.Begin();
            await connection.ConnectAsync(limit.Token).ConfigureAwait(false);
            return connection;
        }
        catch (Exception error)
        {
            Exception failure = await connection._failures.OfAsync(
                error, "The MCP server has not answered", OfoxErrorKind.OfoxConnectionFailed, stop, limit.Token).ConfigureAwait(false);
            connection.Dispose();
            throw failure;
        }
    }

    public async Task<string> CallAsync(string tool, string arguments, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.Timeout);
        string id = $"call-{Interlocked.Increment(ref _calls)}";
        try
        {
            _watch.Listen();
            _link.Begin();
            JsonObject parameters = new()
            {
                ["name"] = tool,
                ["arguments"] = JsonNode.Parse(arguments),
                ["_meta"] = new JsonObject { ["progressToken"] = id },
            };
            JsonRpcRequest request = new() { Id = new RequestId(id), Method = RequestMethods.ToolsCall, Params = parameters };
            JsonRpcResponse response = await Client.SendRequestAsync(request, limit.Token)
                .WaitAsync(limit.Token).ConfigureAwait(false);
            return Redactor.CleanJson(response.Result?.ToJsonString() ?? "{}");
        }
        catch (Exception error)
        {
            if (limit.IsCancellationRequested && IsTakenBack)
            {
                _ = Task.Run(() => TakeBackAsync(id), CancellationToken.None);
            }

            throw await _failures.OfAsync(error, $"The tool '{tool}' has not answered", OfoxErrorKind.OfoxToolFailed, stop, limit.Token)
                .ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        // A server at an address is told of the end before the link is closed. A process is ended first: the SDK would wait for it, and it
        // for the SDK.
        Task closing = Task.Run(CloseAsync);
        if (_settings.Address is not null)
        {
            Task.WaitAny([closing], Grace);
        }

        _link.Dispose();
        Task.WaitAny([closing], Grace);
    }

    // Whether a cancelled call is also taken back by its id. At an address the SDK only closes its request, and servers of an older era
    // carry on with the call.
    private bool IsTakenBack => _settings.Address is not null && !Subscription.IsNeeded(ProtocolVersion);

    private async Task TakeBackAsync(string id)
    {
        using CancellationTokenSource limit = new(Grace);
        try
        {
            JsonRpcNotification notification = new()
            {
                Method = NotificationMethods.CancelledNotification,
                Params = new JsonObject { ["requestId"] = id },
            };
            await Client.SendMessageAsync(notification, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error)
            when (error is McpException or IOException or HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            // The server is gone, and the call with it.
        }
    }

    private async Task CloseAsync()
    {
        _watch.Dispose();
        if (_client is { } client)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        McpClientOptions options = new()
        {
            ClientInfo = new Implementation { Name = "OfoxPS", Version = _settings.ClientVersion },
            InitializationTimeout = _settings.Timeout,

            // A program of an older era may not answer a request that it does not know; a server at an address always does.
            DiscoverProbeTimeout = _settings.Address is null ? LongestProbe : _settings.Timeout,

            // Roots, sampling and elicitation are not offered: no capabilities.
            Capabilities = new ClientCapabilities(),
            Handlers = new McpClientHandlers
            {
                NotificationHandlers =
                [
                    new(NotificationMethods.ProgressNotification, OnProgress),
                    new(NotificationMethods.ToolListChangedNotification, OnToolListChanged),
                ],
            },
        };
        McpClient client = _client = await McpClient.CreateAsync(_link.Transport, options, null, stop).WaitAsync(stop)
            .ConfigureAwait(false);

        // A server need not say who it is. What it says may repeat what it was given.
        ServerName = Clean(client.ServerInfo?.Name);
        ServerVersion = Clean(client.ServerInfo?.Version);
        Instructions = Clean(client.ServerInstructions);
        ProtocolVersion = client.NegotiatedProtocolVersion;
        if (client.ServerCapabilities.Tools is not null)
        {
            ToolList tools = await _watch.ReadAsync(client, stop).ConfigureAwait(false);
            Tools = Redactor.CleanJson(tools.Json);
        }
    }

    private string? Clean(string? text) => text is null ? null : Redactor.Clean(text);

    private ValueTask OnProgress(JsonRpcNotification notification, CancellationToken stop)
    {
        if (ProgressNotice.Of(notification) is { } notice)
        {
            _notify(notice);
        }

        return default;
    }

    private ValueTask OnToolListChanged(JsonRpcNotification notification, CancellationToken stop)
    {
        _watch.Changed();
        return default;
    }
}
