using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Pacing;

namespace OfoxPS.UnitTests.Support;

/// <summary>A clock that stands still until a test lets time pass. Whatever waits goes on at its very moment, in order.</summary>
internal sealed class TestClock : Clock
{
    private readonly List<(TimeSpan Due, TaskCompletionSource Done)> _delays = [];
    private TimeSpan _now;

    public static DateTimeOffset Midnight { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override TimeSpan Now => _now;

    public override DateTimeOffset UtcNow => Midnight + _now;

    public override Task Delay(TimeSpan time, CancellationToken token)
    {
        if (time <= TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        TaskCompletionSource done = new();
        token.Register(() => done.TrySetCanceled(token));
        _delays.Add((_now + time, done));
        return done.Task;
    }

    public void Advance(double seconds)
    {
        // Where a test runner has a context of its own, what waits would go on later and somewhere else.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Advance(TimeSpan.FromSeconds(seconds));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void Advance(TimeSpan time)
    {
        TimeSpan end = _now + time;
        while (_delays.Where(delay => delay.Due <= end && !delay.Done.Task.IsCompleted).OrderBy(static delay => delay.Due)
            .FirstOrDefault() is { Done: not null } next)
        {
            _now = next.Due;
            _delays.Remove(next);
            next.Done.TrySetResult();
        }

        _now = end;
    }
}
