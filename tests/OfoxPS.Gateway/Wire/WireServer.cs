using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire;

/// <summary>
/// A server without manners: it speaks to each connection as its script says, down to bytes that are no HTTP. For all
/// that a real web server is too polite to do.
/// </summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly Func<WireConnection, Task> play;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> heads = new();
    private readonly List<Task> running = [];
    private readonly Task accepting;
    private int connections;

    private WireServer(IPAddress address, Func<WireConnection, Task> play)
    {
        this.play = play;
        listener = new TcpListener(address, 0);
        listener.Start();
        Endpoint = (IPEndPoint)listener.LocalEndpoint;
        accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>The base URL a client is given.</summary>
    public string BaseUri => $"http://{Endpoint}/v1";

    public string TlsBaseUri => $"https://localhost:{Endpoint.Port}/v1";

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The first line and the headers of each request, in order of arrival.</summary>
    public IReadOnlyCollection<string> Heads => heads;

    /// <param name="play">What happens on a connection; when it returns, the connection is closed in good order.</param>
    /// <param name="address">Where to listen; 127.0.0.1 where nothing is said.</param>
    public static WireServer Start(Func<WireConnection, Task> play, IPAddress? address = null) =>
        new(address ?? IPAddress.Loopback, play);

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        // In this order: an accept that begins after the listener has stopped is an error of its own.
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        Task[] left;
        lock (running)
        {
            left = [.. running];
        }

        await Task.WhenAll(left);
    }

    internal int Note(string head)
    {
        heads.Enqueue(head);
        return heads.Count;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync(stop.Token);
                Task one = ServeAsync(socket, Interlocked.Increment(ref connections));
                lock (running)
                {
                    running.RemoveAll(static task => task.IsCompleted);
                    running.Add(one);
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket socket, int order)
    {
        await Task.Yield();
        await using WireConnection connection = new(socket, order, this, stop.Token);
        try
        {
            await play(connection);
            await connection.CloseAsync();
        }
        catch (Exception lost) when (lost is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or was never meant to stay.
        }
    }
}
