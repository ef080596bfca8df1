using System;

namespace OfoxPS.Gateway.Wire;

/// <summary>The raw servers that a test can ask the gateway for.</summary>
public static class WireKind
{
    /// <summary>Starts one; null where the name is not known.</summary>
    /// <param name="name">tls, proxy, proxy with the user that it wants, or the name of a fault.</param>
    /// <param name="option">The user and password of a proxy; where a redirect leads.</param>
    public static WireServer? Start(string name, string option) => name switch
    {
        "tls" => WireServer.Start(async connection =>
        {
            await connection.StartTlsAsync(Certificates.SelfSigned);
            await Script.Good()(connection);
        }),
        "good" => WireServer.Start(Script.Good()),
        "redirect" => WireServer.Start(Script.Reply("302 Found", "", "", $"Location: {option}")),
        "proxy" => WireProxy.Start(option.Length == 0 ? null : option),
        _ => WireCatalog.Find(name)?.Play is { } play ? WireServer.Start(play) : null,
    };

    /// <summary>The base URL of a kind for its clients.</summary>
    public static string BaseUri(string name, WireServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return name == "proxy" ? $"http://{server.Endpoint}" : name == "tls" ? server.TlsBaseUri : server.BaseUri;
    }
}
