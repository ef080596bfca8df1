using System.Diagnostics;
using System.Runtime.ExceptionServices;
using OfoxPS.Core.Client;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// Runs the calls of several conversations at once, for one thread that takes what happened, handles it, and lets the conversation go on.
/// Between <see cref="TryTake"/> and <see cref="Resume"/> a conversation stands still. All members are for that one thread.
/// </summary>
internal sealed class ConversationScheduler : IDisposable
{
    private readonly Func<Turn, CancellationToken, IAsyncEnumerable<CallEvent>> _send;
    private readonly Func<CallEvent, bool> _isForCaller;
    private readonly CancellationTokenSource _stop;
    private readonly bool _beginsOnPool;
    private readonly CancellationTokenSource? _closing;
    private readonly Dictionary<Conversation, RunningCall> _open = [];
    private readonly Queue<RunningCall> _ready = new();
    private readonly Action<RunningCall> _enqueue;
    private RunningCall? _next;
    private RunningCall? _taken;
    private bool _isWoken;

    /// <param name="send">Makes a call.</param>
    /// <param name="isForCaller">Which events the one thread needs to see. It is asked on any thread.</param>
    /// <param name="limit">The most conversations at once.</param>
    /// <param name="stop">Ends all of them.</param>
    /// <param name="beginsOnPool">
    /// Whether calls begin on other threads, so that the one thread can go on while a request is sent. They then begin in about the order
    /// in which they were added, not exactly.
    /// </param>
    /// <param name="closing">Is cancelled by <see cref="Land"/>, and disposed with this: calls send nothing any more then.</param>
    public ConversationScheduler(
        Func<Turn, CancellationToken, IAsyncEnumerable<CallEvent>> send, Func<CallEvent, bool> isForCaller, int limit,
        CancellationToken stop,
        bool beginsOnPool = false,
        CancellationTokenSource? closing = null)
    {
        _closing = closing;
        _beginsOnPool = beginsOnPool;
        _send = send;
        _isForCaller = isForCaller;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _enqueue = Enqueue;
        Limit = limit;
    }

    /// <summary>The most conversations at once. Where it is lowered, those beyond it go on until they end.</summary>
    public int Limit { get; set; }

    /// <summary>The conversations that have begun and not ended.</summary>
    public IReadOnlyCollection<Conversation> Open => _open.Keys;

    public bool IsFull => _open.Count >= Limit;

    /// <summary>Begins a conversation.</summary>
    /// <exception cref="InvalidOperationException">So many run already as there may be.</exception>
    public void Add(Conversation conversation)
    {
        if (IsFull)
        {
            throw new InvalidOperationException("The limit of conversations is reached.");
        }

        RunningCall call = new(conversation, _isForCaller, _enqueue);
        _open.Add(conversation, call);
        Begin(call);
    }

    /// <summary>Whether <see cref="TryTake"/> would not have to wait.</summary>
    public bool IsReady
    {
        get
        {
            lock (_ready)
            {
                return _next is not null || _ready.Count > 0;
            }
        }
    }

    /// <summary>Takes the next conversation of which something is to be handled.</summary>
    /// <param name="wait">How long to wait for one; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="item">What happened; null where its turn has ended.</param>
    /// <returns>False if nothing happened in that time, or no conversation is open.</returns>
    /// <exception cref="OperationCanceledException">All was stopped.</exception>
    public bool TryTake(TimeSpan wait, out Conversation conversation, out CallEvent? item)
    {
        conversation = null!;
        item = null;
        if (_open.Count == 0 || Dequeue(wait) is not { } call)
        {
            return false;
        }

        _taken = call;
        conversation = call.Conversation;
        item = call.Event;
        if (item is null)
        {
            if (call.Error is not null and not OfoxException)
            {
                ExceptionDispatchInfo.Capture(call.Error).Throw();
            }

            conversation.End(call.Error as OfoxException);
        }

        return true;
    }

    /// <summary>Ends a wait of <see cref="TryTake"/>, the present one or the next. May be called from any thread.</summary>
    public void Wake()
    {
        lock (_ready)
        {
            _isWoken = true;
            Monitor.Pulse(_ready);
        }
    }

    /// <summary>
    /// Lets a conversation go on: to the next event of its call, or to the call of its next turn. One that has ended leaves.
    /// </summary>
    public void Resume(Conversation conversation)
    {
        RunningCall call = _open[conversation];
        _taken = null;
        if (conversation.State == ConversationState.Running)
        {
            Queue(call, call.Advance());
            return;
        }

        call.CloseAsync().GetAwaiter().GetResult();
        if (conversation.IsEnded)
        {
            _open.Remove(conversation);
            conversation.Memory?.Leave();
        }
        else
        {
            Begin(call);
        }
    }

    /// <summary>
    /// Waits for the requests that have been sent, because their answers may have been paid for. Nothing else is sent. Returns when all
    /// have ended, or at once if there are none.
    /// </summary>
    /// <param name="longest">The longest time to wait.</param>
    /// <param name="landed">Told of each conversation whose turn has ended.</param>
    public void Land(TimeSpan longest, Action<Conversation> landed)
    {
        _closing?.Cancel();
        HashSet<RunningCall> left = [.. _open.Values.Where(
            call => call.Conversation.State == ConversationState.Running && !(call == _taken && call.Event is SendingEvent))];
        if (_taken is { } taken && left.Contains(taken))
        {
            // The thread that took it has not resumed it.
            Queue(taken, taken.Advance());
        }

        Stopwatch clock = Stopwatch.StartNew();
        while (left.Count > 0 && clock.Elapsed < longest)
        {
            if (Dequeue(longest - clock.Elapsed) is not { } call)
            {
                // Wake ends a wait too, without an event of a call.
                continue;
            }

            if (call.Event is null)
            {
                left.Remove(call);
                if (call.Error is null or OfoxException)
                {
                    call.Conversation.End(call.Error as OfoxException);
                    landed(call.Conversation);
                }
            }
            else if (call.Event is SendingEvent)
            {
                left.Remove(call);
            }
            else
            {
                Queue(call, call.Advance());
            }
        }
    }

    /// <summary>Ends every open call.</summary>
    public void Dispose()
    {
        if (_open.Count > 0)
        {
            _stop.Cancel();

            // An enumerator cannot be disposed while it moves.
            lock (_ready)
            {
                while (_open.Values.Any(static call => call.IsMoving))
                {
                    Monitor.Wait(_ready);
                }
            }

            Task.WhenAll(_open.Values.Select(static call => call.CloseAsync())).GetAwaiter().GetResult();
            _open.Clear();
        }

        _closing?.Dispose();
        _stop.Dispose();
    }

    private void Begin(RunningCall call)
    {
        IAsyncEnumerator<CallEvent> events = _send(call.Conversation.Turn, _stop.Token).GetAsyncEnumerator(_stop.Token);
        if (_beginsOnPool)
        {
            call.BeginOnPool(events);
        }
        else
        {
            Queue(call, call.Begin(events));
        }
    }

    // The event of a single conversation is returned without the queue; among several each waits for its turn.
    private void Queue(RunningCall call, bool isThere)
    {
        if (isThere && _open.Count == 1)
        {
            _next = call;
        }
        else if (isThere)
        {
            Enqueue(call);
        }
    }

    private RunningCall? Dequeue(TimeSpan wait)
    {
        if (_next is { } next)
        {
            _next = null;
            return next;
        }

        lock (_ready)
        {
            if (_ready.Count == 0 && !_isWoken && wait != TimeSpan.Zero)
            {
                Monitor.Wait(_ready, wait);
            }

            _isWoken = false;
            return _ready.Count == 0 ? null : _ready.Dequeue();
        }
    }

    private void Enqueue(RunningCall call)
    {
        lock (_ready)
        {
            call.IsMoving = false;
            _ready.Enqueue(call);
            Monitor.Pulse(_ready);
        }
    }
}
