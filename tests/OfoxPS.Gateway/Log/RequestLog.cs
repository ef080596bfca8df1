using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Log;

/// <summary>The requests a gateway received. Waiting is done on events, never by looking again and again.</summary>
/// <param name="keep">How many of the newest are kept at least; at twice as many the older half is forgotten.</param>
public sealed class RequestLog(int keep = int.MaxValue)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<RequestEntry> entries = [];
    private TaskCompletionSource change = NewChange();
    private int lastNumber;

    public IReadOnlyList<RequestEntry> All
    {
        get
        {
            lock (gate)
            {
                return [.. entries];
            }
        }
    }

    public int Count => All.Count;

    public RequestEntry? Last => All.LastOrDefault();

    public RequestEntry? Find(int number) => All.FirstOrDefault(entry => entry.Number == number);

    /// <summary>Forgets the entries; numbers go on, so a request id never returns.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
        }
    }

    /// <summary>The newest request, once it has ended.</summary>
    public Task<RequestEntry> LastEndedAsync(CancellationToken cancellationToken = default) =>
        WaitAsync(log => log.Last is { Ended: true } last ? last : null, cancellationToken);

    /// <summary>The request of that number, once it has ended.</summary>
    public Task<RequestEntry> EndedAsync(int number, CancellationToken cancellationToken = default) =>
        WaitAsync(log => log.Find(number) is { Ended: true } entry ? entry : null, cancellationToken);

    /// <summary>What <paramref name="find"/> finds, as soon as it finds something.</summary>
    /// <exception cref="TimeoutException">Nothing was found for 30 seconds.</exception>
    public async Task<RequestEntry> WaitAsync(Func<RequestLog, RequestEntry?> find, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(find);
        long deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (true)
        {
            // The task is taken before looking: a change after the look completes it.
            Task changed = Volatile.Read(ref change).Task;
            if (find(this) is { } found)
            {
                return found;
            }

            TimeSpan left = TimeSpan.FromMilliseconds(Math.Max(0, deadline - Environment.TickCount64));
            await changed.WaitAsync(left, cancellationToken);
        }
    }

    internal RequestEntry Begin(string method, string path, IReadOnlyDictionary<string, string> headers)
    {
        RequestEntry entry;
        lock (gate)
        {
            entry = new(++lastNumber, method, path, headers, Announce);
            entries.Add(entry);
            if (entries.Count / 2 >= keep)
            {
                entries.RemoveRange(0, entries.Count - keep);
            }
        }

        Announce();
        return entry;
    }

    private void Announce() => Interlocked.Exchange(ref change, NewChange()).TrySetResult();

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
