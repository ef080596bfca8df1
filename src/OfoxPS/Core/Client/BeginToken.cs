namespace OfoxPS.Core.Client;

/// <summary>
/// Whether a call may begin another attempt. The cancellation token is created on demand, because most calls never wait.
/// </summary>
/// <param name="call">Ends the call.</param>
/// <param name="closing">Ends what has not been sent.</param>
internal sealed class BeginToken(CancellationToken call, CancellationToken closing) : IDisposable
{
    private CancellationTokenSource? _either;

    /// <summary>Cancelled by either.</summary>
    public CancellationToken Token =>
        !closing.CanBeCanceled ? call : (_either ??= CancellationTokenSource.CreateLinkedTokenSource(call, closing)).Token;

    /// <exception cref="OperationCanceledException">No further attempt may begin.</exception>
    public void ThrowIfCancelled()
    {
        call.ThrowIfCancellationRequested();
        closing.ThrowIfCancellationRequested();
    }

    public void Dispose() => _either?.Dispose();
}
