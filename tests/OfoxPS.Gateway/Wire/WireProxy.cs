using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire;

/// <summary>
/// An HTTP proxy as a script of connections: it opens tunnels and passes on what is not secure, to this machine whatever
/// the host is called.
/// </summary>
public static class WireProxy
{
    /// <param name="user">user:password that it wants; null where it lets everybody through.</param>
    public static WireServer Start(string? user = null) => WireServer.Start(connection => ServeAsync(connection, user));

    private static async Task ServeAsync(WireConnection connection, string? user)
    {
        while (await connection.ReadRequestAsync())
        {
            if (user is not null && !connection.Head.Contains(Basic(user), StringComparison.Ordinal))
            {
                await connection.SendAsync("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"wire\"\r\nContent-Length: 0\r\n\r\n");
                continue;
            }

            string[] line = connection.Head.Split(' ', 3);
            Uri target = new(line[0] == "CONNECT" ? $"https://{line[1]}" : line[1]);
            using TcpClient onward = new();
            await onward.ConnectAsync("127.0.0.1", target.Port, connection.Stopping);
            NetworkStream there = onward.GetStream();
            if (line[0] == "CONNECT")
            {
                await connection.SendAsync("HTTP/1.1 200 Tunnel\r\n\r\n");
            }
            else
            {
                string request = connection.Head.Replace($" {line[1]} ", $" {target.PathAndQuery} ", StringComparison.Ordinal)
                    + connection.Body;
                await there.WriteAsync(Encoding.UTF8.GetBytes(request), connection.Stopping);
            }

            await BetweenAsync(connection, there);
            return;
        }
    }

    // The end of one direction is the end of both: nobody here speaks on after that.
    private static async Task BetweenAsync(WireConnection connection, Stream there) => await Task.WhenAny(
        connection.Stream.CopyToAsync(there, connection.Stopping),
        there.CopyToAsync(connection.Stream, connection.Stopping));

    private static string Basic(string user) => "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user));
}
