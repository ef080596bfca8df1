using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>A connection to a server through the SDK, with text at its border.</summary>
internal sealed class Connection : IMcpConnection
{
    // Of the list of tools: it is being read for the first time; it has changed while it was; it stands; it is read to see what has changed.
    private const int Listing = 0;
    private const int ChangedMeanwhile = 1;
    private const int Listed = 2;
    private const int Comparing = 3;

    private readonly McpSettings _settings;
    private readonly IServerLink _link;
    private readonly Action<McpNotice> _notify;
    private McpClient? _client;
    private Dictionary<string, string> _known = [];
    private long _calls;
    private bool _isOpen;
    private int _state;

    private Connection(McpSettings settings, IServerLink link, Action<McpNotice> notify)
    {
        _settings = settings;
        _link = link;
        _notify = notify;
    }

    public string? ServerName { get; private set; }

    public string? ServerVersion { get; private set; }

    public string? ProtocolVersion => Client.NegotiatedProtocolVersion;

    public string? Instructions => Client.ServerInstructions;

    public string Tools { get; private set; } = "[]";

    public string? Ended => _link.Ended ?? (Client.Completion.IsCompleted ? "the connection has ended" : null);

    private McpClient Client => _client!;

    /// <exception cref="OfoxException">There is no connection.</exception>
    public static async Task<Connection> OpenAsync(McpSettings settings, IServerLink link, Action<McpNotice> notify, CancellationToken stop)
    {
        Connection connection = new(settings, link, notify);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await connection.ConnectAsync(limit.Token).ConfigureAwait(false);
            connection._isOpen = true;
            return connection;
        }
        catch (Exception error)
        {
            throw await connection.FailureAsync(error, "The MCP server has not answered", stop, limit.Token).ConfigureAwait(false);
        }
    }

    public async Task<string> CallAsync(string tool, string arguments, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.Timeout);
        try
        {
            JsonObject parameters = new()
            {
                ["name"] = tool,
                ["arguments"] = JsonNode.Parse(arguments),
                ["_meta"] = new JsonObject { ["progressToken"] = $"{Interlocked.Increment(ref _calls)}" },
            };
            JsonRpcResponse response = await Client.SendRequestAsync(new JsonRpcRequest { Method = RequestMethods.ToolsCall, Params = parameters }, limit.Token)
                .WaitAsync(limit.Token).ConfigureAwait(false);
            return _settings.Redactor.CleanJson(response.Result?.ToJsonString() ?? "{}");
        }
        catch (Exception error)
        {
            throw await FailureAsync(error, $"The tool '{tool}' has not answered", stop, limit.Token).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        // Its ways of ending wait for each other, so the server goes first where it is a process, and the SDK sees its end.
        Task closing = _client is { } client ? Task.Run(() => client.DisposeAsync().AsTask()) : Task.CompletedTask;
        if (_settings.Address is not null)
        {
            Task.WaitAny([closing], TimeSpan.FromSeconds(2));
        }

        _link.Dispose();
        Task.WaitAny([closing], TimeSpan.FromSeconds(2));
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        McpClientOptions options = new()
        {
            ClientInfo = new Implementation { Name = "OfoxPS", Version = _settings.ClientVersion },
            InitializationTimeout = _settings.Timeout,

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
        McpClient client = _client = await McpClient.CreateAsync(_link.Transport, options, null, stop).WaitAsync(stop).ConfigureAwait(false);
        // A server need not say who it is.
        ServerName = client.ServerInfo?.Name;
        ServerVersion = client.ServerInfo?.Version;
        if (client.ServerCapabilities.Tools is null)
        {
            return;
        }

        // A server may still be putting its list together when it is asked for it.
        JsonArray tools = await ListAsync(stop).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _state, Listed) == ChangedMeanwhile)
        {
            tools = await ListAsync(stop).ConfigureAwait(false);
        }

        _known = ByName(tools);
        Tools = tools.ToJsonString();
    }

    // Pages as they come: a cursor may be any text, and the server says when it is the last one.
    private async Task<JsonArray> ListAsync(CancellationToken stop)
    {
        JsonArray tools = [];
        HashSet<string> cursors = [];
        string? cursor = null;
        do
        {
            JsonObject parameters = cursor is null ? [] : new JsonObject { ["cursor"] = cursor };
            JsonRpcResponse page = await Client.SendRequestAsync(new JsonRpcRequest { Method = RequestMethods.ToolsList, Params = parameters }, stop)
                .WaitAsync(stop).ConfigureAwait(false);
            if (page.Result is not JsonObject result || result["tools"] is not JsonArray listed)
            {
                throw Invalid("sent a list of tools that is none");
            }

            foreach (JsonNode? tool in listed)
            {
                Add(tools, tool);
            }

            cursor = (string?)result["nextCursor"];
            if (cursor is not null && !cursors.Add(cursor))
            {
                throw Invalid("sends the same page of its tools again and again");
            }

            if (tools.Count > McpLimits.Tools || cursors.Count > McpLimits.Tools)
            {
                throw Invalid($"offers more than {McpLimits.Tools} tools");
            }
        }
        while (cursor is not null);
        return tools;
    }

    // What the SDK knows of a tool says which arguments are sent as headers too.
    private void Add(JsonArray tools, JsonNode? node)
    {
        try
        {
            Tool tool = node.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(Tool))) as Tool ?? throw new JsonException("it is null");
            Client.AddKnownTools([tool]);
            tools.Add(node!.DeepClone());
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            string name = node is JsonObject && node["name"] is JsonValue value && value.TryGetValue(out string? text) ? $"'{text}'" : "without a name";
            _notify(new McpNotice(McpNoticeKind.Warning, $"The tool {name} is left out: {error.Message}"));
        }
    }

    private ValueTask OnProgress(JsonRpcNotification notification, CancellationToken stop)
    {
        if (notification.Params.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ProgressNotificationParams))) is ProgressNotificationParams { Progress: { } progress })
        {
            int percent = progress.Total is > 0 ? (int)Math.Clamp(progress.Progress / progress.Total.Value * 100, 0, 100) : -1;
            _notify(new McpNotice(McpNoticeKind.Progress, progress.Message ?? progress.Progress.ToString(CultureInfo.InvariantCulture), percent));
        }

        return default;
    }

    // What was agreed to is what was listed at the beginning; a server that changes its tools later is not followed.
    private ValueTask OnToolListChanged(JsonRpcNotification notification, CancellationToken stop)
    {
        if (Interlocked.CompareExchange(ref _state, ChangedMeanwhile, Listing) == Listed && Interlocked.CompareExchange(ref _state, Comparing, Listed) == Listed)
        {
            _ = TellOfChangeAsync();
        }

        return default;
    }

    private async Task TellOfChangeAsync()
    {
        try
        {
            using CancellationTokenSource limit = new(_settings.Timeout);
            Dictionary<string, string> listed = ByName(await ListAsync(limit.Token).ConfigureAwait(false));
            string change = string.Join("; ", new[]
            {
                Named("new", listed.Keys.Except(_known.Keys)),
                Named("gone", _known.Keys.Except(listed.Keys)),
                Named("other than before", _known.Keys.Where(name => listed.TryGetValue(name, out string? now) && now != _known[name])),
            }.OfType<string>());
            if (change.Length > 0)
            {
                _notify(new McpNotice(McpNoticeKind.Warning, $"The server has changed its tools ({change}). This connection keeps those that it began with; connect again to take the others."));
            }
        }
        catch (Exception error) when (error is OfoxException or OperationCanceledException or McpException or IOException or HttpRequestException or InvalidOperationException)
        {
            _notify(new McpNotice(McpNoticeKind.Warning, $"The server says that its tools have changed, and does not list them: {error.Message}"));
        }
        finally
        {
            Volatile.Write(ref _state, Listed);
        }
    }

    private static string? Named(string what, IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? $"{what}: {list}" : null;

    private static Dictionary<string, string> ByName(JsonArray tools) =>
        tools.GroupBy(static tool => (string)tool!["name"]!).ToDictionary(static same => same.Key, static same => same.First()!.ToJsonString());

    private static OfoxException Invalid(string what) => new(OfoxErrorKind.OfoxInvalidResponse, $"The MCP server {what}") { Remedy = "Ask whoever makes the server." };

    // The SDK says what failed; the way to the server often knows why.
    private async Task<Exception> FailureAsync(Exception error, string what, CancellationToken stop, CancellationToken limit) =>
        error is OperationCanceledException && stop.IsCancellationRequested ? error
        : (error as OfoxException ?? await ExplainAsync(error, what, limit).ConfigureAwait(false)).Cleaned(_settings.Redactor.Clean);

    private async Task<OfoxException> ExplainAsync(Exception error, string what, CancellationToken limit)
    {

        if (error is McpProtocolException refused)
        {
            return new OfoxException(_isOpen ? OfoxErrorKind.OfoxToolFailed : OfoxErrorKind.OfoxConnectionFailed, $"The MCP server refuses: {refused.Message.Replace("Request failed (remote): ", string.Empty, StringComparison.Ordinal).TrimEnd('.')} (error {(int)refused.ErrorCode})", refused) { Remedy = "The server decides what it takes; change what it names." };
        }

        bool isTime = limit.IsCancellationRequested || error is TimeoutException;
        if (await _link.ExplainAsync(isClosed: !isTime).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        if (isTime)
        {
            return new OfoxException(OfoxErrorKind.OfoxTimeout, $"{what} within {_settings.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s", error) { Remedy = "Give it more time with -TimeoutSeconds of Connect-OfoxMcpServer." };
        }

        bool isData = error is JsonException or InvalidDataException || error.InnerException is InvalidDataException;
        return new OfoxException(isData ? OfoxErrorKind.OfoxInvalidResponse : OfoxErrorKind.OfoxConnectionFailed, $"The MCP server: {(error.InnerException as InvalidDataException ?? error).Message}", error)
        {
            Remedy = "Ask whoever makes the server.",
        };
    }
}
