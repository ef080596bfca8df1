using System;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire;

/// <summary>The raw servers that a test can ask the gateway for.</summary>
public static class WireKind
{
    /// <summary>Starts one; null where the name is not known.</summary>
    /// <param name="name">tls, echo, good, redirect, proxy, or the name of a fault.</param>
    /// <param name="option">The user and password of a proxy; where a redirect leads.</param>
    public static WireServer? Start(string name, string option) => name switch
    {
        "tls" => WireServer.Start(async connection =>
        {
            await connection.StartTlsAsync(Certificates.SelfSigned);
            await Script.Good()(connection);
        }),
        "echo" => WireServer.Start(Script.Then(EchoAsync)),
        "good" => WireServer.Start(Script.Good()),
        "redirect" => WireServer.Start(Script.Reply("302 Found", "", "", $"Location: {option}")),
        "proxy" => WireProxy.Start(option.Length == 0 ? null : option),
        _ => WireCatalog.Find(name)?.Play is { } play ? WireServer.Start(play) : null,
    };

    // What it was sent, as words, as a code, as an id of the request.
    private static Task EchoAsync(WireConnection connection)
    {
        string key = Array.Find(connection.Head.Split("\r\n"), static line => line.StartsWith("Authorization: ", StringComparison.Ordinal))
            ?? "none";
        JsonObject body = new()
        {
            ["error"] = new JsonObject { ["message"] = $"I was sent {connection.Head}", ["type"] = key, ["code"] = connection.Head },
        };
        byte[] bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        return connection.SendAsync(
            $"HTTP/1.1 400 {key}\r\nx-request-id: {key}\r\nx-all: "
                + $"{connection.Head.Replace("\r\n", " ", StringComparison.Ordinal)}\r\nContent-Length: {bytes.Length}\r\nConnection: "
                + $"close\r\n\r\n{Encoding.UTF8.GetString(bytes)}");
    }

    /// <summary>The base URL of a kind for its clients.</summary>
    public static string BaseUri(string name, WireServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return name == "proxy" ? $"http://{server.Endpoint}" : name == "tls" ? server.TlsBaseUri : server.BaseUri;
    }
}
