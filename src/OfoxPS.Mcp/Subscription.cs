using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace OfoxPS.Mcp;

/// <summary>
/// The request with which a server of the newest era of the protocol is asked to announce changes of its tools; older ones do so unasked.
/// </summary>
internal sealed class Subscription(IServerLink link, CancellationToken end)
{
    // The first revision of the protocol, by its date, that has subscriptions and no sessions.
    private const string NewestEra = "2026-07-28";

    // How often the request may be cut before the server is taken to have no subscriptions.
    private const int MostCuts = 5;

    private readonly object _lock = new();
    private bool _isOpen;
    private int _cuts;

    /// <summary>Whether a revision of the protocol is of the newest era.</summary>
    public static bool IsNeeded(string? protocol) => string.CompareOrdinal(protocol, NewestEra) >= 0;

    /// <summary>Opens it, where it is not open and the server has something to announce.</summary>
    /// <returns>Whether it was cut before, so that something may have been missed.</returns>
    public bool Open(McpClient client)
    {
        lock (_lock)
        {
            if (_isOpen || _cuts > MostCuts || client.ServerCapabilities.Tools?.ListChanged is not true
                || !IsNeeded(client.NegotiatedProtocolVersion))
            {
                return false;
            }

            _isOpen = true;
        }

        _ = Task.Run(() => ListenAsync(client), CancellationToken.None);
        return _cuts > 0;
    }

    // The answer to this request is the end of the announcements: the server has no more of them.
    private async Task ListenAsync(McpClient client)
    {
        JsonObject parameters = new() { ["notifications"] = new JsonObject { ["toolsListChanged"] = true } };
        try
        {
            link.Begin();
            await client.SendRequestAsync(new JsonRpcRequest { Method = RequestMethods.SubscriptionsListen, Params = parameters }, end)
                .ConfigureAwait(false);
        }
        catch (McpProtocolException)
        {
            // The server has no announcements after all.
        }
        catch (Exception error)
            when (error is McpException or IOException or HttpRequestException or OperationCanceledException or InvalidOperationException
                or InvalidDataException)
        {
            // The connection was cut: the next call of a tool opens it again.
            lock (_lock)
            {
                _cuts++;
                _isOpen = false;
            }
        }
    }
}
