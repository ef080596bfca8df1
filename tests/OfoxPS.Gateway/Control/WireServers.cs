using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway.Wire;

namespace OfoxPS.Gateway.Control;

/// <summary>The raw servers that tests in other processes asked for, by their port. They end with the gateway.</summary>
internal sealed class WireServers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, WireServer> servers = new();

    /// <summary>The address of a new one; null where nobody knows such a kind.</summary>
    public JsonObject? Start(string kind, string option)
    {
        if (WireKind.Start(kind, option) is not { } server)
        {
            return null;
        }

        servers[server.Endpoint.Port] = server;
        return new JsonObject { ["baseUri"] = WireKind.BaseUri(kind, server), ["port"] = server.Endpoint.Port };
    }

    /// <summary>What one has seen; null where there is none.</summary>
    public JsonObject? Describe(int port) => servers.TryGetValue(port, out WireServer? server)
        ? new JsonObject
        {
            ["connections"] = server.Connections,
            ["heads"] = new JsonArray([.. server.Heads.Select(static head => (JsonNode)head)]),
        }
        : null;

    public async ValueTask DisposeAsync()
    {
        foreach (WireServer server in servers.Values)
        {
            await server.DisposeAsync();
        }
    }
}
