using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Gateway.Log;

namespace OfoxPS.Gateway.Control;

/// <summary>
/// Where streams with the hold option wait. A gate exists from the moment its request is understood, so a release that
/// comes before the stream reaches the gate is not lost.
/// </summary>
internal sealed class Gates
{
    private readonly Lock gate = new();
    private readonly List<(RequestEntry Entry, TaskCompletionSource Source)> closed = [];

    public Task Close(RequestEntry entry)
    {
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            closed.Add((entry, source));
        }

        return source.Task;
    }

    /// <summary>The request of this gate has ended.</summary>
    public void Forget(Task released)
    {
        lock (gate)
        {
            closed.RemoveAll(one => one.Source.Task == released);
        }
    }

    /// <param name="entry">The request to let go on; null lets all of them.</param>
    /// <returns>How many were waiting.</returns>
    public int Release(RequestEntry? entry = null)
    {
        TaskCompletionSource[] released;
        lock (gate)
        {
            released = [.. closed.Where(one => entry is null || one.Entry == entry).Select(static one => one.Source)];
            closed.RemoveAll(one => released.Contains(one.Source));
        }

        foreach (TaskCompletionSource source in released)
        {
            source.TrySetResult();
        }

        return released.Length;
    }
}
