using System;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace OfoxPS.Benchmarks.Server;

/// <summary>
/// A server on a bare socket: it reads the request, looks for the name of the model in it, and sends bytes that were made when that model
/// was asked for the first time. A thread for each connection, because nothing is faster than a call that blocks.
/// </summary>
internal sealed class PreparedServer
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, PreparedAnswer> _answers = new();

    /// <summary>Starts to listen.</summary>
    /// <returns>The base URL.</returns>
    public string Start()
    {
        _listener.Start(512);
        new Thread(Accept) { IsBackground = true }.Start();
        return $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";
    }

    private void Accept()
    {
        while (true)
        {
            Socket socket = _listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() => Serve(socket), 256 * 1024) { IsBackground = true }.Start();
        }
    }

    private void Serve(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            using (socket)
            {
                while (ReadRequest(socket, ref buffer) is { } answer)
                {
                    if (answer.Wait > TimeSpan.Zero)
                    {
                        Thread.Sleep(answer.Wait);
                    }

                    socket.Send(answer.Bytes);
                }
            }
        }
        catch (SocketException)
        {
            // The client has left in the middle of an answer.
        }
    }

    // Null where the client has left.
    private PreparedAnswer? ReadRequest(Socket socket, ref byte[] buffer)
    {
        int length = 0;
        int end = -1;
        while (true)
        {
            int read = socket.Receive(buffer.AsSpan(length));
            if (read == 0)
            {
                return null;
            }

            length += read;
            ReadOnlySpan<byte> all = buffer.AsSpan(0, length);
            if (end < 0 && (end = all.IndexOf("\r\n\r\n"u8)) >= 0 && all[..end].IndexOf("Expect: 100-continue"u8) >= 0)
            {
                // Whoever sends a large body waits for this before.
                socket.Send("HTTP/1.1 100 Continue\r\n\r\n"u8);
            }

            if (end >= 0)
            {
                int bodyLength = Number(all[..end], "Content-Length: "u8);
                if (bodyLength < 0 && all.EndsWith("0\r\n\r\n"u8))
                {
                    bodyLength = length - end - 4;
                }

                if (bodyLength >= 0 && length >= end + 4 + bodyLength)
                {
                    return AnswerTo(all[(end + 4)..]);
                }
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private PreparedAnswer AnswerTo(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> name = body[(body.IndexOf("\"model\":\""u8) + 9)..];
        string model = Encoding.UTF8.GetString(name[..name.IndexOf((byte)'"')]);
        bool stream = body.IndexOf("\"stream\":true"u8) >= 0;
        return _answers.GetOrAdd(
            stream ? model + " stream" : model, static (_, asked) => PreparedAnswer.For(asked.model, asked.stream), (model, stream));
    }

    private static int Number(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> name)
    {
        int at = headers.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + name.Length)..], out int number, out _) ? number : -1;
    }
}
