using System.Collections.Generic;
using System.Linq;
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

    /// <summary>
    /// Every fault of the catalog, for a whole answer and for a stream, but for those of megabytes: the unit tests measure memory.
    /// </summary>
    internal static IEnumerable<(Fault Fault, bool Stream)> All =>
        from fault in Fault.All
        where !fault.Large
        from stream in new[] { false, true }
        where fault.Expected(stream) is not null
        select (fault, stream);

    public ValueTask InitializeAsync()
    {
        foreach ((Fault fault, bool stream) in All.Where(static row => Differences.Reason(row.Fault.Name) is null))
        {
            _runs[(fault.Name, stream)] = RunAsync(fault, stream);
        }

        return default;
    }

    public async ValueTask DisposeAsync()
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
