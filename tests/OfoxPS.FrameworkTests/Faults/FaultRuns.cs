using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>Every fault of the catalog that is not skipped, played once, many at a time: most of them are spent waiting.</summary>
public sealed class FaultRuns : IAsyncLifetime
{
    private const int AtATime = 16;

    private readonly Dictionary<(string Name, bool Stream), Task<(string Result, int Tries, string? Keeps, string Words)>> _runs = [];
    private readonly SemaphoreSlim _places = new(AtATime);

    public Task InitializeAsync()
    {
        foreach ((Fault fault, bool stream) in FaultsAttribute.Played)
        {
            _runs[(fault.Name, stream)] = RunAsync(fault, stream);
        }

        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll([.. Waits()]);
        _places.Dispose();
    }

    internal Task<(string Result, int Tries, string? Keeps, string Words)> Of(string name, bool stream) => _runs[(name, stream)];

    private IEnumerable<Task> Waits()
    {
        foreach (Task run in _runs.Values)
        {
            yield return run.ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task<(string Result, int Tries, string? Keeps, string Words)> RunAsync(Fault fault, bool stream)
    {
        await _places.WaitAsync();
        try
        {
            return await FaultRun.PlayAsync(fault, stream);
        }
        finally
        {
            _places.Release();
        }
    }
}
