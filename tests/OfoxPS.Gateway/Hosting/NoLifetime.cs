using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace OfoxPS.Gateway.Hosting;

/// <summary>Leaves Ctrl+C and SIGTERM to the process: inside a test run they are not the gateway's.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
