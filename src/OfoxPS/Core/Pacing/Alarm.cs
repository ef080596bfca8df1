namespace OfoxPS.Core.Pacing;

/// <summary>Calls a method once after a time, unless it is stopped or set again before. Its methods are called under the lock.</summary>
/// <param name="clock">The time.</param>
/// <param name="sync">The lock under which the method is called.</param>
/// <param name="ring">The method.</param>
internal sealed class Alarm(Clock clock, object sync, Action ring)
{
    private CancellationTokenSource? _current;

    /// <summary>Stops it.</summary>
    public void Stop()
    {
        _current?.Cancel();
        _current = null;
    }

    /// <summary>Sets it.</summary>
    public void Set(TimeSpan wait)
    {
        Stop();
        _current = new CancellationTokenSource();
        _ = RingAsync(wait, _current.Token);
    }

    private async Task RingAsync(TimeSpan wait, CancellationToken token)
    {
        try
        {
            await clock.Delay(wait, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (sync)
        {
            // It may have been stopped while this waited for the lock.
            if (!token.IsCancellationRequested)
            {
                ring();
            }
        }
    }
}
