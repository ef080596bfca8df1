using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Gateway;
using OfoxPS.Gateway.Wire;
using Xunit;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>Every fault of the catalog, played once, many at a time: most of them are spent waiting.</summary>
public sealed class FaultRuns : IAsyncLifetime
{
    private const int AtATime = 24;

    private readonly Dictionary<(string Name, bool Stream), Task<Observation>> _runs = [];
    private readonly SemaphoreSlim _places = new(AtATime);
    private readonly SemaphoreSlim _largePlaces = new(1);
    private GatewayServer? _gateway;

    internal static IEnumerable<(WireFault Fault, bool Stream, Outcome Expected)> All { get; } = WireCatalog.All.SelectMany(Modes);

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayServer.StartAsync();
        foreach ((WireFault fault, bool stream, Outcome _) in All.Where(static run => WineDifferences.Skip(run.Fault) is null))
        {
            _runs[(fault.Name, stream)] = RunAsync(fault, stream);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Values.Select(static run => run.ContinueWith(static _ => { }, TaskScheduler.Default)));
        await _gateway!.DisposeAsync();
        _places.Dispose();
        _largePlaces.Dispose();
    }

    internal Task<Observation> Of(string name, bool stream) => _runs[(name, stream)];

    private static IEnumerable<(WireFault Fault, bool Stream, Outcome Expected)> Modes(WireFault fault)
    {
        if (fault.Whole is { } whole)
        {
            yield return (fault, false, whole);
        }

        if (!fault.WholeOnly && (fault.Streamed ?? fault.Whole) is { } streamed)
        {
            yield return (fault, true, streamed);
        }
    }

    private async Task<Observation> RunAsync(WireFault fault, bool stream)
    {
        SemaphoreSlim places = fault.Large ? _largePlaces : _places;
        await places.WaitAsync();
        try
        {
            return await FaultRun.PlayAsync(fault, stream, _gateway!.BaseUri);
        }
        finally
        {
            places.Release();
        }
    }
}
