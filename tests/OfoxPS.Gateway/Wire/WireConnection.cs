using System;
using System.Globalization;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire;

/// <summary>One connection of a <see cref="WireServer"/>, as its script sees it.</summary>
public sealed class WireConnection : IAsyncDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly Socket socket;
    private readonly WireServer server;
    private Stream stream;

    internal WireConnection(Socket socket, int order, WireServer server, CancellationToken stopping)
    {
        this.socket = socket;
        this.server = server;
        Order = order;
        Stopping = stopping;
        socket.NoDelay = true;
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    public CancellationToken Stopping { get; }

    /// <summary>Which connection of the server this is, from 1.</summary>
    public int Order { get; }

    /// <summary>The first line and the headers of the last request.</summary>
    public string Head { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>Which request of the server this is, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The request asks for a stream.</summary>
    public bool Streamed => Body.Contains("\"stream\":true", StringComparison.Ordinal);

    internal Stream Stream => stream;

    public async Task StartTlsAsync(X509Certificate2 certificate)
    {
        SslStream tls = new(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Stopping);
        stream = tls;
    }

    /// <summary>Reads a whole request. False when the client has hung up instead.</summary>
    public async Task<bool> ReadRequestAsync()
    {
        if (!await ReadHeadAsync())
        {
            return false;
        }

        byte[] body = new byte[Length()];
        await stream.ReadExactlyAsync(body, Stopping);
        Body = Encoding.UTF8.GetString(body);
        return true;
    }

    /// <summary>Reads the headers and leaves the body in the socket.</summary>
    public async Task<bool> ReadHeadAsync()
    {
        using MemoryStream head = new();
        byte[] one = new byte[1];
        while (!head.GetBuffer().AsSpan(0, (int)head.Length).EndsWith(EndOfHead))
        {
            if (await stream.ReadAsync(one, Stopping) == 0)
            {
                return false;
            }

            head.WriteByte(one[0]);
        }

        Head = Encoding.Latin1.GetString(head.ToArray());
        Number = server.Note(Head);
        return true;
    }

    /// <summary>Reads whatever comes first.</summary>
    public async Task ReadSomeAsync() => _ = await stream.ReadAsync(new byte[4096], Stopping);

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, Stopping);
        await stream.FlushAsync(Stopping);
    }

    /// <summary>Ends the connection with a TCP reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Says nothing more until the client hangs up.</summary>
    public async Task WaitForHangUpAsync()
    {
        byte[] rest = new byte[4096];
        while (await stream.ReadAsync(rest, Stopping) > 0)
        {
        }
    }

    /// <summary>Ends the connection without the goodbye that TLS wants.</summary>
    public void Cut() => socket.Shutdown(SocketShutdown.Both);

    internal async Task CloseAsync()
    {
        if (!socket.Connected)
        {
            return;
        }

        if (stream is SslStream tls)
        {
            await tls.ShutdownAsync();
        }

        // Closing while bytes of the request lie unread would be a reset.
        socket.Shutdown(SocketShutdown.Send);
        await WaitForHangUpAsync();
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private int Length()
    {
        const string Name = "\r\nContent-Length:";
        int at = Head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0
            : int.Parse(Head.AsSpan(at + Name.Length, Head.IndexOf('\r', at + Name.Length) - at - Name.Length),
            CultureInfo.InvariantCulture);
    }
}
