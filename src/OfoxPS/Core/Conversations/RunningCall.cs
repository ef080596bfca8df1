using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Client;

namespace OfoxPS.Core.Conversations;

/// <summary>The events of one call, pulled one at a time: there is never more than one outstanding pull.</summary>
internal sealed class RunningCall
{
    private readonly Func<CallEvent, bool> _isForCaller;
    private readonly Action<RunningCall> _ready;
    private readonly Action _continue;
    private IAsyncEnumerator<CallEvent>? _events;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _move;

    /// <param name="conversation">Whose call it is.</param>
    /// <param name="isForCaller">Which events are for the one who waits; the others are stepped over.</param>
    /// <param name="ready">Told, on any thread, that an event or the end has come that had to be waited for.</param>
    public RunningCall(Conversation conversation, Func<CallEvent, bool> isForCaller, Action<RunningCall> ready)
    {
        Conversation = conversation;
        _isForCaller = isForCaller;
        _ready = ready;
        _continue = Continue;
    }

    public Conversation Conversation { get; }

    /// <summary>What happened; null at the end of the call.</summary>
    public CallEvent? Event { get; private set; }

    /// <summary>Why the call ended; null if it did not fail.</summary>
    public Exception? Error { get; private set; }

    /// <summary>A pull is outstanding.</summary>
    public bool IsMoving { get; set; }

    /// <returns>Whether its first event is there already; else it will be told.</returns>
    public bool Begin(IAsyncEnumerator<CallEvent> events)
    {
        Open(events);
        return Advance();
    }

    /// <summary>The same on another thread. It will be told of the first event in any case.</summary>
    public void BeginOnPool(IAsyncEnumerator<CallEvent> events)
    {
        Open(events);
        IsMoving = true;
        ThreadPool.UnsafeQueueUserWorkItem(static call => ((RunningCall)call!).BeginHere(), this);
    }

    /// <summary>Pulls the next wanted event.</summary>
    /// <returns>Whether it is there already; else it will be told.</returns>
    [SuppressMessage(
        "Reliability", "CA2012:Use ValueTasks correctly", Justification = "The awaiter is kept until its pull has ended, and read once.")]
    public bool Advance()
    {
        IsMoving = true;
        do
        {
            _move = _events!.MoveNextAsync().ConfigureAwait(false).GetAwaiter();
            if (!_move.IsCompleted)
            {
                _move.UnsafeOnCompleted(_continue);
                return false;
            }
        }
        while (IsSteppedOver());
        IsMoving = false;
        return true;
    }

    public async Task CloseAsync()
    {
        if (_events is { } events)
        {
            _events = null;
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Open(IAsyncEnumerator<CallEvent> events)
    {
        _events = events;
        Error = null;
        Conversation.Begin();
    }

    private void BeginHere()
    {
        if (Advance())
        {
            _ready(this);
        }
    }

    private void Continue()
    {
        if (!IsSteppedOver() || Advance())
        {
            _ready(this);
        }
    }

    private bool IsSteppedOver()
    {
        Event = null;
        try
        {
            if (!_move.GetResult())
            {
                return false;
            }

            Event = _events!.Current;
            Conversation.Accept(Event);
            return !_isForCaller(Event);
        }
        catch (Exception error)
        {
            Event = null;
            Error = error;
            return false;
        }
    }
}
