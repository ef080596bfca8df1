using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;

namespace OfoxPS.Gateway.Hosting;

/// <summary>Counts TCP connections, so that a test can tell a reused connection from a new one.</summary>
internal sealed class ConnectionCounter
{
    private int accepted;
    private int open;

    public int Accepted => Volatile.Read(ref accepted);

    public int Open => Volatile.Read(ref open);

    public ConnectionDelegate Count(ConnectionDelegate next) => context => CountAsync(next, context);

    private async Task CountAsync(ConnectionDelegate next, ConnectionContext context)
    {
        Interlocked.Increment(ref accepted);
        Interlocked.Increment(ref open);
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}
