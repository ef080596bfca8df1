using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Control;

/// <summary>
/// Where streams with the hold option wait. A gate exists from the moment its request is understood, so a release that
/// comes before the stream reaches the gate is not lost.
/// </summary>
internal sealed class Gates
{
    private readonly Lock gate = new();
    private readonly List<TaskCompletionSource> closed = [];

    public Task Close()
    {
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            closed.Add(source);
        }

        return source.Task;
    }

    /// <summary>The request of this gate has ended.</summary>
    public void Forget(Task released)
    {
        lock (gate)
        {
            closed.RemoveAll(source => source.Task == released);
        }
    }

    public int Release()
    {
        TaskCompletionSource[] released;
        lock (gate)
        {
            released = [.. closed];
            closed.Clear();
        }

        foreach (TaskCompletionSource source in released)
        {
            source.TrySetResult();
        }

        return released.Length;
    }
}
