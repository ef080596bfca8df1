namespace OfoxPS.Core.Pacing;

/// <summary>
/// The conversations of one pipeline that hold memory, in the order in which they are written. The first of them that does not wait for
/// others may always read. The memory is returned when the pipeline ends, at the latest by the finalizer.
/// </summary>
internal sealed class MemoryOrder(MemoryQuota quota) : IDisposable
{
    private readonly LinkedList<ConversationMemory> _reading = new();
    private ConversationMemory? _first;
    private long _held;
    private bool _isDisposed;

    ~MemoryOrder() => GiveBack();

    /// <summary>Whether no further conversation should begin while others are open.</summary>
    public bool IsFull => quota.IsFull;

    /// <summary>Whether what need not be held should be let go of.</summary>
    public bool IsPressed => quota.IsPressed;

    /// <summary>The part of a conversation.</summary>
    public ConversationMemory Join(int index)
    {
        ConversationMemory share = new(this, quota, index);
        Enter(share);
        return share;
    }

    private bool IsFirst(ConversationMemory share) => ReferenceEquals(Volatile.Read(ref _first), share);

    /// <summary>A conversation reads, or will. It comes before those with a higher index: nearly always it is the last one.</summary>
    public void Enter(ConversationMemory share)
    {
        lock (_reading)
        {
            if (share.Place.List is not null)
            {
                return;
            }

            LinkedListNode<ConversationMemory>? before = _reading.Last;
            while (before is not null && before.Value.Index > share.Index)
            {
                before = before.Previous;
            }

            if (before is null)
            {
                _reading.AddFirst(share.Place);
            }
            else
            {
                _reading.AddAfter(before, share.Place);
            }

            Volatile.Write(ref _first, _reading.First!.Value);
        }
    }

    /// <summary>A conversation does not read any more, or waits for others.</summary>
    public void Leave(ConversationMemory share)
    {
        lock (_reading)
        {
            if (share.Place.List is null)
            {
                return;
            }

            _reading.Remove(share.Place);
            Volatile.Write(ref _first, _reading.First?.Value);
        }

        quota.Drive();
    }

    /// <summary>Holds so much more for a conversation, where there is room for it or the conversation is the first.</summary>
    public bool TryTake(ConversationMemory share, long bytes)
    {
        if (_isDisposed)
        {
            return true;
        }

        bool isTaken = quota.TryTake(bytes, isForced: IsFirst(share));
        if (isTaken)
        {
            Interlocked.Add(ref _held, bytes);
        }

        return isTaken;
    }

    /// <summary>A conversation holds more or less than before.</summary>
    public void Change(long bytes)
    {
        if (_isDisposed)
        {
            return;
        }

        Interlocked.Add(ref _held, bytes);
        quota.Change(bytes);
    }

    public void Dispose()
    {
        _isDisposed = true;
        GiveBack();
        GC.SuppressFinalize(this);
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _held, 0) is var held && held != 0)
        {
            quota.Change(-held);
        }
    }
}
