namespace OfoxPS.Core.Pacing;

/// <summary>
/// The conversations of one pipeline that hold memory, in the order in which they are written. The first of them that does not wait for
/// others may always read. The memory is returned when the pipeline ends, at the latest by the finalizer.
/// </summary>
internal sealed class MemoryOrder(MemoryQuota quota) : IDisposable
{
    private readonly MemoryQuota _quota = quota;
    private readonly object _sync = new();
    private ConversationMemory? _first;
    private ConversationMemory? _last;
    private long _held;
    private bool _isDisposed;

    ~MemoryOrder() => GiveBack();

    /// <summary>Whether no further conversation should begin while others are open.</summary>
    public bool IsFull => _quota.IsFull;

    /// <summary>Whether what need not be held should be let go of.</summary>
    public bool IsPressed => _quota.IsPressed;

    /// <summary>The part of a conversation.</summary>
    /// <param name="index">Its place in the order.</param>
    public ConversationMemory Join(int index)
    {
        ConversationMemory share = new(this, _quota, index);
        Enter(share);
        return share;
    }

    private bool IsFirst(ConversationMemory share) => ReferenceEquals(Volatile.Read(ref _first), share);

    /// <summary>A conversation reads, or will. It comes before those with a higher index: nearly always it is the last one.</summary>
    public void Enter(ConversationMemory share)
    {
        lock (_sync)
        {
            if (share.IsReading)
            {
                return;
            }

            ConversationMemory? before = _last;
            while (before is not null && before.Index > share.Index)
            {
                before = before.Before;
            }

            ConversationMemory? behind = before is null ? _first : before.Behind;
            (share.Before, share.Behind, share.IsReading) = (before, behind, true);
            Link(before, share);
            Link(share, behind);
        }
    }

    /// <summary>A conversation does not read any more, or waits for others.</summary>
    public void Leave(ConversationMemory share)
    {
        lock (_sync)
        {
            if (!share.IsReading)
            {
                return;
            }

            Link(share.Before, share.Behind);
            (share.Before, share.Behind, share.IsReading) = (null, null, false);
        }

        _quota.Drive();
    }

    /// <summary>Holds so much more for a conversation, where there is room for it or the conversation is the first.</summary>
    public bool TryTake(ConversationMemory share, long bytes)
    {
        if (_isDisposed)
        {
            return true;
        }

        bool isTaken = _quota.TryTake(bytes, isForced: IsFirst(share));
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
        _quota.Change(bytes);
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
            _quota.Change(-held);
        }
    }

    // Links two neighbours of the list; null is the beginning or the end.
    private void Link(ConversationMemory? before, ConversationMemory? behind)
    {
        if (before is null)
        {
            Volatile.Write(ref _first, behind);
        }
        else
        {
            before.Behind = behind;
        }

        if (behind is null)
        {
            _last = before;
        }
        else
        {
            behind.Before = before;
        }
    }
}
