using ModelContextProtocol.Client;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>
/// Warns where a server announces that its tools have changed. The connection keeps the tools that were listed at its beginning, because
/// those are what the user has agreed to.
/// </summary>
internal sealed class ToolListWatch : IDisposable
{
    // The least time between two readings of the list: a server may announce changes without end.
    private static readonly TimeSpan BetweenComparisons = TimeSpan.FromSeconds(1);

    private readonly McpSettings _settings;
    private readonly IServerLink _link;
    private readonly CallFailure _failures;
    private readonly Action<McpNotice> _notify;
    private readonly CancellationTokenSource _end = new();
    private readonly Subscription _subscription;
    private readonly object _lock = new();
    private McpClient? _client;
    private ToolList? _known;
    private bool _isChanged;
    private bool _isAnnounced;
    private bool _isComparing;
    private string? _told;

    public ToolListWatch(McpSettings settings, IServerLink link, CallFailure failures, Action<McpNotice> notify)
    {
        _settings = settings;
        _link = link;
        _failures = failures;
        _notify = notify;
        _subscription = new Subscription(link, _end.Token);
    }

    /// <summary>The server says that its tools have changed.</summary>
    public void Changed() => Compare(isAnnounced: true);

    /// <summary>Reads the list for the first time. A server may still be putting it together when it is asked for it.</summary>
    /// <exception cref="OfoxException">The server sent no such list.</exception>
    public async Task<ToolList> ReadAsync(McpClient client, CancellationToken stop)
    {
        _client = client;
        ToolList list = await ToolList.ReadAsync(client, LeaveOut, stop).ConfigureAwait(false);
        if (TakeChange())
        {
            list = await ToolList.ReadAsync(client, LeaveOut, stop).ConfigureAwait(false);
        }

        lock (_lock)
        {
            _known = list;
        }

        Listen();
        return list;
    }

    /// <summary>
    /// Asks a server that makes no announcements unasked for them. Where the request for them was cut before, a change may have been
    /// missed, so the lists are compared too.
    /// </summary>
    public void Listen()
    {
        if (_client is { } client && _subscription.Open(client))
        {
            Compare(isAnnounced: false);
        }
    }

    public void Dispose() => _end.Cancel();

    // Compares the list with the known one, at once or after the comparison under way. That the list cannot be read is told only where the
    // server has announced a change.
    private void Compare(bool isAnnounced)
    {
        lock (_lock)
        {
            _isChanged = true;
            _isAnnounced |= isAnnounced;
            if (_known is null || _isComparing)
            {
                return;
            }

            _isComparing = true;
        }

        _ = Task.Run(CompareAsync);
    }

    private void LeaveOut(string text) => _notify(new McpNotice(McpNoticeKind.Warning, text));

    private bool TakeChange()
    {
        lock (_lock)
        {
            bool isChanged = _isChanged;
            _isChanged = false;
            return isChanged;
        }
    }

    private async Task CompareAsync()
    {
        while (true)
        {
            bool isAnnounced;
            lock (_lock)
            {
                if (!_isChanged)
                {
                    _isComparing = false;
                    return;
                }

                isAnnounced = _isAnnounced;
                _isChanged = _isAnnounced = false;
            }

            await TellAsync(isAnnounced).ConfigureAwait(false);
            await Task.Delay(BetweenComparisons, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // The same change is told once.
    private async Task TellAsync(bool isAnnounced)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(_settings.Timeout);
        string text;
        try
        {
            _link.Begin();
            ToolList now = await ToolList.ReadAsync(_client!, leftOut: null, limit.Token).ConfigureAwait(false);
            text = _known!.ChangeTo(now) is { Length: > 0 } change
                ? $"The server has changed its tools ({change}). This connection keeps those that it began with; "
                    + "connect again to take the others."
                : string.Empty;
        }
        catch (Exception error)
        {
            Exception failure = await _failures.OfAsync(
                error, "The MCP server has not listed them", OfoxErrorKind.OfoxConnectionFailed, _end.Token, limit.Token)
                    .ConfigureAwait(false);
            text = isAnnounced ? $"The server says that its tools have changed, and does not list them. {failure.Message}" : string.Empty;
        }

        if (text.Length > 0 && text != _told && !_end.IsCancellationRequested)
        {
            _notify(new McpNotice(McpNoticeKind.Warning, text));
        }

        _told = text;
    }
}
