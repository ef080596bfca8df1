using System.Diagnostics;

namespace OfoxPS.Core.Client;

/// <summary>The limit of a whole call. It can stand still while the call waits for a busy server.</summary>
internal sealed class CallTimeout : IDisposable
{
    // Without a limit only the caller ends the call.
    private readonly CancellationTokenSource? _call;
    private readonly Stopwatch _used = new();
    private readonly TimeSpan _limit;

    /// <param name="limit">The limit; null is none.</param>
    /// <param name="token">Ends the call before.</param>
    public CallTimeout(TimeSpan? limit, CancellationToken token)
    {
        _limit = limit ?? Timeout.InfiniteTimeSpan;
        _call = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(token);
        Token = _call?.Token ?? token;
        Start();
    }

    /// <summary>Cancelled when the time is over, and when the caller ends the call.</summary>
    public CancellationToken Token { get; }

    public void Start()
    {
        if (_call is not null)
        {
            _used.Start();
            TimeSpan left = _limit - _used.Elapsed;
            _call.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    public void Stop()
    {
        if (_call is not null)
        {
            _used.Stop();
            _call.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _call?.Dispose();
}
