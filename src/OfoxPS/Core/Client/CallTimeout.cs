using System.Diagnostics;

namespace OfoxPS.Core.Client;

/// <summary>The limit of a whole call. It can stand still while the call waits for a busy server.</summary>
internal sealed class CallTimeout : IDisposable
{
    // Without a limit only the caller ends the call.
    private readonly CancellationTokenSource? _call;
    private readonly CallOptions _options;
    private readonly Stopwatch _used = new();

    /// <param name="options">The options of the call, with its limit.</param>
    /// <param name="token">Ends the call before.</param>
    public CallTimeout(CallOptions options, CancellationToken token)
    {
        _options = options;
        _call = options.Timeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(token);
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
            TimeSpan left = _options.Timeout!.Value - _used.Elapsed;
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

    /// <summary>Waits before another attempt.</summary>
    /// <param name="wait">How long.</param>
    /// <param name="caller">Cancelled when the caller wants no further attempt.</param>
    /// <returns>Null after the wait; the failure that ended it before.</returns>
    public async Task<Exception?> WaitAsync(TimeSpan wait, CancellationToken caller)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(Token, caller);
        try
        {
            await Task.Delay(wait, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException error)
        {
            return Final(error, caller);
        }
    }

    /// <summary>The failure that a call ends with: a cancellation comes from the caller, or from this limit.</summary>
    public Exception Final(Exception failure, CancellationToken caller) =>
        failure is not OperationCanceledException ? failure
        : caller.IsCancellationRequested ? new OperationCanceledException(caller)
        : new OfoxException(
            OfoxErrorKind.OfoxTimeout,
            $"The call was not done within {_options.Timeout?.TotalSeconds:0.###} s ({_options.PlaceOf("TimeoutSeconds")})",
            failure);

    public void Dispose() => _call?.Dispose();
}
