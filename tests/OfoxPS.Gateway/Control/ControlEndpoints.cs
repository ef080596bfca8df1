using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using OfoxPS.Gateway.Hosting;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Log;
using OfoxPS.Gateway.Models;
using OfoxPS.Gateway.Wire;

namespace OfoxPS.Gateway.Control;

/// <summary>What tests ask and tell the gateway, beside the API: no key, not logged.</summary>
internal sealed class ControlEndpoints(GatewayState state)
{
    public const string Prefix = "/_gateway/";
    private const string One = "requests/";
    private const string WirePrefix = "wire/";

    public async Task HandleAsync(HttpContext http)
    {
        string what = http.Request.Path.Value![Prefix.Length..];
        switch (http.Request.Method, what)
        {
            case ("GET", "requests"):
                await SendAsync(http, 200, new JsonArray([.. state.Log.All.Select(RequestEntryJson.Describe)]));
                break;
            case ("DELETE", "requests"):
                state.Log.Clear();
                http.Response.StatusCode = 204;
                break;
            case ("GET", "requests/last"):
                await SendEntryAsync(http, log => log.Last);
                break;
            case ("GET", _) when what.StartsWith(One, StringComparison.Ordinal) && TryReadNumber(what[One.Length..], out int number):
                await SendEntryAsync(http, log => log.Find(number));
                break;
            case ("GET", "stats"):
                await SendAsync(http, 200, Stats());
                break;
            case ("POST", "release"):
                await SendAsync(http, 200, new JsonObject { ["released"] = state.Gates.Release() });
                break;
            case ("POST", "models") when Enum.TryParse(http.Request.Query["mode"].ToString(), ignoreCase: true, out ModelsMode mode):
                state.Models = mode;
                http.Response.StatusCode = 204;
                break;
            case ("POST", "reset"):
                state.Reset();
                http.Response.StatusCode = 204;
                break;
            case ("GET", "wire"):
                await SendAsync(http, 200, WireFaultJson.All());
                break;
            case ("POST", _) when what.StartsWith(WirePrefix, StringComparison.Ordinal):
                await SendWireAsync(
                    http, state.Wires.Start(Uri.UnescapeDataString(what[WirePrefix.Length..]), http.Request.Query["option"].ToString()));
                break;
            case ("GET", _) when what.StartsWith(WirePrefix, StringComparison.Ordinal)
                && TryReadNumber(what[WirePrefix.Length..], out int port):
                await SendWireAsync(http, state.Wires.Describe(port));
                break;
            default:
                await SendAsync(http, 404, new JsonObject { ["error"] = $"{http.Request.Method} {what} is not known here." });
                break;
        }
    }

    private async Task SendEntryAsync(HttpContext http, Func<RequestLog, RequestEntry?> find)
    {
        bool untilEnded = http.Request.Query["ended"] == "true";
        bool untilChunks = TryReadNumber(http.Request.Query["chunks"].ToString(), out int chunks);
        try
        {
            RequestEntry? entry = untilEnded || untilChunks
                ? await state.Log.WaitAsync(log => find(log) is { } found && Satisfied(found) ? found : null, http.RequestAborted)
                : find(state.Log);
            await (entry is null
                ? SendAsync(http, 404, new JsonObject { ["error"] = "There is no such request." })
                : SendAsync(http, 200, RequestEntryJson.Describe(entry)));
        }
        catch (TimeoutException)
        {
            await SendAsync(http, 504, new JsonObject { ["error"] = "The request did not come that far." });
        }

        bool Satisfied(RequestEntry entry) => (!untilEnded || entry.Ended) && (!untilChunks || entry.ChunksSent >= chunks);
    }

    private static Task SendWireAsync(HttpContext http, JsonObject? wire) => wire is null
        ? SendAsync(http, 404, new JsonObject { ["error"] = "There is no such raw server." })
        : SendAsync(http, 200, wire);

    private JsonObject Stats() => new()
    {
        ["requests"] = state.Log.Count,
        ["open"] = state.Log.All.Count(entry => !entry.Ended),
        ["refused"] = state.Limits.Refused,
        ["hangUps"] = state.Log.All.Count(entry => entry.ClientHungUp),
        ["connections"] = state.Connections.Accepted,
        ["openConnections"] = state.Connections.Open,
        ["addresses"] = new JsonArray([.. state.Addresses.Select(address => (JsonNode)address)]),
    };

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static async Task SendAsync(HttpContext http, int status, JsonNode body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(WireJson.Text(body), http.RequestAborted);
    }
}
