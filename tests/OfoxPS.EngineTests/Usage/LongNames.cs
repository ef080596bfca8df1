using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace OfoxPS.EngineTests.Usage;

/// <summary>A server whose answers name a model, a finish reason and an id of a hundred thousand letters.</summary>
internal sealed class LongNames : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public LongNames()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                byte[] buffer = new byte[64 * 1024];
                string request = "";
                while (!request.Contains("\r\n\r\n", StringComparison.Ordinal) || !request.EndsWith('}'))
                {
                    request += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
                }

                string name = new('n', 100_000);
                string body = $"{{\"id\":\"{name}\",\"model\":\"{name}\",\"choices\":[{{\"message\":{{\"content\":\"x\"}},\"finish_reason\":\"{name}\"}}]}}";
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes(
                    $"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: {name[..20_000]}\r\ncontent-length: "
                    + $"{body.Length}\r\nconnection: close\r\n\r\n{body}"));
            }
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }
}
