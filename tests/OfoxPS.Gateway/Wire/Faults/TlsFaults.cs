using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Connections that should be secure.</summary>
internal static class TlsFaults
{
    private static readonly Outcome Refused = new("OfoxConnectionFailed");
    private static readonly Outcome Lost = new("OfoxConnectionFailed", 3);

    public static IEnumerable<WireFault> All { get; } = Secure(
    [
        new("self-signed certificate", "has a certificate that nobody vouches for", With(static () => Certificates.SelfSigned),
            Refused) { Says = "certificate" },
        new("expired certificate", "has a certificate of yesterday", With(static () => Certificates.Expired),
            Refused) { Says = "certificate" },
        new("another host's certificate", "has a certificate for another name", With(static () => Certificates.OtherName),
            Refused) { Says = "certificate" },
        new("plain HTTP instead of TLS", "answers the handshake with HTTP", c => c.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"),
            Refused) { Says = "No secure connection" },
        new("garbage instead of TLS", "answers the handshake with noise", c => c.SendAsync(new string('z', 600)),
            Refused) { Says = "No secure connection" },
        new("TLS alert", "ends the handshake with an alert", c => c.SendAsync([0x15, 3, 3, 0, 2, 2, 40]),
            Refused) { Says = "No secure connection" },
        new("closed in the handshake", "closes when the handshake begins", HelloAsync, Lost) { Says = "No connection to" },
        new("reset in the handshake", "resets when the handshake begins", HelloThenResetAsync, Lost) { Says = "No connection to" },
        new("silence in the handshake", "says nothing in the handshake", c => c.WaitForHangUpAsync(), new("OfoxTimeout", 3))
        {
            ConnectionSeconds = 1, Says = "-ConnectionTimeoutSeconds",
        },
    ]);

    private static IEnumerable<WireFault> Secure(WireFault[] faults) => Array.ConvertAll(faults, static fault => fault with { Tls = true });

    private static Func<WireConnection, Task> With(Func<X509Certificate2> certificate) => async connection =>
    {
        await connection.StartTlsAsync(certificate());
        await Script.Good()(connection);
    };

    private static Task HelloAsync(WireConnection connection) => connection.ReadSomeAsync();

    private static async Task HelloThenResetAsync(WireConnection connection)
    {
        await connection.ReadSomeAsync();
        connection.Reset();
    }
}
