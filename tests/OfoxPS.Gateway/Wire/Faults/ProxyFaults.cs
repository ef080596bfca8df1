using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>What stands between: a proxy that will not, or cannot, pass the request on.</summary>
internal static class ProxyFaults
{
    private static readonly Outcome Lost = new("OfoxConnectionFailed", 3);
    private static readonly Outcome Refused = new("OfoxConnectionFailed");

    public static IEnumerable<WireFault> All { get; } =
    [
        Plain("a proxy that is not there", "does not listen", _ => Task.CompletedTask, Lost) with { Closed = true },
        Plain("a proxy that wants a password", "answers `407`",
            Script.Raw("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            Refused) with { Says = "proxy wants" },
        Plain("a proxy's page", "answers `502` with its own HTML", Script.Reply("502 Bad Gateway", "<h1>ERR_DNS_FAIL</h1>", "text/html"),
            new("OfoxServerError", 3)) with { Says = "ERR_DNS_FAIL" },
        Secure("a tunnel that wants a password", "answers `CONNECT` with `407`",
            c => HeadThenAsync(c, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"),
            Refused) with { Says = "proxy wants" },
        Secure("a tunnel refused", "answers `CONNECT` with `403`", c => HeadThenAsync(c, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"),
            Refused) with { Says = "403" },
        Secure("a tunnel to nowhere", "answers `CONNECT` with `502`",
            c => HeadThenAsync(c, "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n"), Lost) with { Says = "502" },
        Secure("a tunnel reset", "resets at `CONNECT`", ResetAsync, Lost),
        Secure("a tunnel that is silent", "says nothing to `CONNECT`", c => c.WaitForHangUpAsync(),
            new("OfoxTimeout", 3)) with { ConnectionSeconds = 1 },
        Secure("a tunnel that is cut", "opens the tunnel and closes it in the handshake", TunnelThenCloseAsync, Lost),
    ];

    private static WireFault Plain(string name, string server, Func<WireConnection, Task> play, Outcome outcome) =>
        new(name, server, play, outcome) { Proxy = true };

    private static WireFault Secure(string name, string server, Func<WireConnection, Task> play, Outcome outcome) =>
        Plain(name, server, play, outcome) with { Tls = true };

    private static async Task HeadThenAsync(WireConnection connection, string text)
    {
        await connection.ReadHeadAsync();
        await connection.SendAsync(text);
    }

    private static async Task ResetAsync(WireConnection connection)
    {
        await connection.ReadHeadAsync();
        connection.Reset();
    }

    private static async Task TunnelThenCloseAsync(WireConnection connection)
    {
        await HeadThenAsync(connection, "HTTP/1.1 200 Tunnel\r\n\r\n");
        await connection.ReadSomeAsync();
    }
}
