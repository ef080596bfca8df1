namespace OfoxPS.Shell.Running;

/// <summary>
/// What ends a run early: the end of its pipeline, and with a checkpoint SIGTERM too. The run then stops as at Ctrl+C, and the process
/// ends as it does by itself, after what was on its way has been answered and kept.
/// </summary>
/// <param name="pipeline">Cancelled when the pipeline ends.</param>
internal sealed class RunStop(CancellationToken pipeline) : IDisposable
{
    /// <summary>How long what has been sent may take to be answered.</summary>
    public static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(3);

    // The answers get the first part of it. A pipeline that is busy elsewhere does not hold up the end of the process for longer.
    private static readonly TimeSpan LongestEnd = LandingTime + TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _closed = new();

    // Neither is disposed: the signal comes at any time.
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(pipeline);
    private CancellationTokenRegistration _wake;
    private IDisposable? _signal;
    private volatile bool _isProcessEnding;

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The run begins to send.</summary>
    /// <param name="wake">With a checkpoint, called when the run is to end.</param>
    /// <param name="isKept">Whether it has a checkpoint.</param>
    public void Begin(Action wake, bool isKept)
    {
        if (isKept)
        {
            _wake = Token.Register(wake);
            _signal = Poly.OnTermination(EndWithProcess);
        }
    }

    /// <summary>The run is closed.</summary>
    public void Dispose()
    {
        _wake.Dispose();
        bool isFirst = !_closed.IsSet;
        _closed.Set();
        if (_isProcessEnding && isFirst)
        {
            // The script does not go on while the process ends. A host may keep the process alive; the pipeline ends there all the same.
            Thread.Sleep(LongestEnd);
        }

        _signal?.Dispose();
    }

    // On a thread of its own, which the end of the process waits for.
    private void EndWithProcess()
    {
        if (!_closed.IsSet)
        {
            _isProcessEnding = true;
            _stop.Cancel();
            _closed.Wait(LongestEnd);
        }
    }
}
