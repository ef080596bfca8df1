using System;
using System.Threading;

namespace OfoxPS.UnitTests.Support;

/// <summary>Watches how much memory this process holds at most. Nothing else may run meanwhile.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private readonly ManualResetEventSlim _stop = new();
    private readonly bool _collects;
    private readonly Thread _watcher;
    private long _most;

    /// <param name="collects">Counts what is in use alone, without what waits for the collector.</param>
    public PeakMemory(bool collects = false)
    {
        _collects = collects;
        _watcher = new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _watcher.Start();
    }

    /// <summary>The most that was held beyond what was held before, in MiB.</summary>
    public long MebiBytes
    {
        get
        {
            _stop.Set();
            _watcher.Join();
            return _most >> 20;
        }
    }

    public void Dispose()
    {
        _ = MebiBytes;
        _stop.Dispose();
    }

    private void Watch()
    {
        do
        {
            if (_collects)
            {
                GC.Collect();
            }

            _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false) - _before);
        }
        while (!_stop.Wait(2));
    }
}
