namespace OfoxPS.Core.Pacing;

/// <summary>
/// The place of one attempt at the gate: queued, then admitted, at last ended. Disposing it returns the place in any state.
/// </summary>
internal sealed class Ticket(Gate gate, Demand demand, TimeSpan deadline) : IDisposable
{
    // Created on demand, because most tickets are admitted at once.
    private TaskCompletionSource<bool>? _turn;

    public Demand Demand { get; } = demand;

    /// <summary>When it has waited for as long as it may.</summary>
    public TimeSpan Deadline { get; } = deadline;

    /// <summary>It was let through.</summary>
    public bool IsIssued { get; private set; }

    /// <summary>It was let through, and is over.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The gate knows whether it was answered or refused; else it has failed in another way, or nobody knows.</summary>
    public bool IsReported { get; set; }

    /// <summary>Which of the requests it is that were let through; each has a number of its own.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many requests had been let through then, it included.</summary>
    public double IssuedRequests { get; private set; }

    /// <summary>How many tokens had been let through then, its own included.</summary>
    public double IssuedTokens { get; private set; }

    /// <summary>How often the server had made the gate pause before.</summary>
    public int Generation { get; private set; }

    /// <summary>When it is likely to be let through, in the gate's time.</summary>
    public TimeSpan Due { get; set; }

    /// <summary>What it waits for.</summary>
    public PauseReason Reason { get; set; }

    /// <summary>
    /// Ends when it is let through (true), or is certain to wait for too long (false). Only for a ticket that has to wait.
    /// </summary>
    public Task<bool> Turn => Source.Task;

    private TaskCompletionSource<bool> Source => _turn ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Issue(long sequence, double requests, double tokens, int generation)
    {
        (Sequence, IssuedRequests, IssuedTokens, Generation) = (sequence, requests, tokens, generation);
        IsIssued = true;
        _turn?.TrySetResult(true);
    }

    public void Refuse() => Source.TrySetResult(false);

    /// <summary>Waits until it is let through.</summary>
    /// <returns>False where that would take too long, or has.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> was cancelled.</exception>
    public Task<bool> WaitAsync(CancellationToken token) => gate.WaitAsync(this, token);

    public void Dispose() => gate.Leave(this);
}
