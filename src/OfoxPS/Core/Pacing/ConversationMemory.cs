namespace OfoxPS.Core.Pacing;

/// <summary>
/// The memory that one conversation holds, in bytes, from the first byte of an answer until it is written or discarded.
/// </summary>
internal sealed class ConversationMemory(MemoryOrder order, MemoryQuota quota, int index)
{
    // In bytes. Changes are reported in steps of this size, because there are many small ones.
    private const long Step = 16 * 1024;

    private LinkedListNode<ConversationMemory>? _place;
    private long _held;
    private long _attempt;
    private long _untold;

    /// <summary>Its place in the order of its pipeline.</summary>
    public int Index { get; } = index;

    /// <summary>Its place among those that read, for <see cref="MemoryOrder"/>.</summary>
    public LinkedListNode<ConversationMemory> Place => _place ??= new LinkedListNode<ConversationMemory>(this);

    /// <summary>Ends when it may read on. Only for one that waits.</summary>
    public TaskCompletionSource<bool>? Turn { get; set; }

    /// <summary>How much it waits for, in bytes.</summary>
    public long Needs { get; set; }

    /// <summary>Takes more memory, if there is room for it or it is the first that may always read.</summary>
    public bool TryTake(long bytes)
    {
        if (!order.TryTake(this, bytes))
        {
            return false;
        }

        _attempt += bytes;
        _held += bytes;
        return true;
    }

    /// <summary>Waits until it may hold so much more, and holds it.</summary>
    public Task WaitAsync(long bytes, CancellationToken token)
    {
        Needs = bytes;
        return quota.WaitAsync(this, token);
    }

    /// <summary>The present attempt holds more or less than before.</summary>
    public void Change(long bytes)
    {
        _attempt += bytes;
        _untold += bytes;
        if (_untold is >= Step or <= -Step)
        {
            Tell();
        }
    }

    /// <summary>Something that was held is not needed any more.</summary>
    public void Discard(long bytes)
    {
        // Only then is there room for others.
        quota.Discarded(bytes);
        Change(-bytes);
    }

    /// <summary>Another attempt begins: what the one before it held is gone.</summary>
    public void BeginAttempt() => Change(-_attempt);

    /// <summary>An attempt has brought an answer, which stays while the conversation goes on.</summary>
    public void KeepAttempt() => _attempt = 0;

    /// <summary>
    /// All is read, or others have to end before this one can go on: it does not keep them from it. What has been read is held.
    /// </summary>
    public void Leave() => order.Leave(this);

    /// <summary>It reads on.</summary>
    public void Enter() => order.Enter(this);

    /// <summary>A copy of what is held has been made and is not needed any more.</summary>
    /// <param name="times">How many times as much as is held.</param>
    public void Copied(int times) => quota.Discarded(times * _held);

    /// <summary>Nothing is held any more: it has been written, or let go of.</summary>
    public void Release()
    {
        long held = _held;
        _untold = -held;
        _attempt = 0;
        Tell();
        quota.Discarded(held);
    }

    private void Tell()
    {
        long change = _untold;
        _untold = 0;
        _held += change;
        if (change != 0)
        {
            order.Change(change);
        }
    }
}
