using System;
using System.Collections.Generic;
using System.Threading;

namespace OfoxPS.Core.Pacing;

/// <summary>
/// The conversations of one pipeline that hold memory, in the order in which they are written. The first of them that is not waiting for others is never
/// kept from reading. What a pipeline holds is given back when it ends, at the latest when nobody knows it any more.
/// </summary>
internal sealed class MemoryOrder : IDisposable
{
    private readonly MemoryQuota _quota;
    private readonly SortedDictionary<int, MemoryShare> _reading = [];
    private MemoryShare? _first;
    private long _held;
    private bool _isDisposed;

    public MemoryOrder(MemoryQuota quota) => _quota = quota;

    ~MemoryOrder() => GiveBack();

    /// <summary>Whether no further conversation should begin while others are open.</summary>
    public bool IsFull => _quota.IsFull;

    /// <summary>Whether what need not be held should be let go of.</summary>
    public bool IsPressed => _quota.IsPressed;

    /// <summary>The part of a conversation.</summary>
    /// <param name="index">Its place in the order.</param>
    public MemoryShare Join(int index)
    {
        MemoryShare share = new(this, _quota, index);
        Enter(share);
        return share;
    }

    public bool IsFirst(MemoryShare share) => ReferenceEquals(Volatile.Read(ref _first), share);

    /// <summary>A conversation reads, or will.</summary>
    public void Enter(MemoryShare share)
    {
        lock (_reading)
        {
            _reading[share.Index] = share;
            Order();
        }
    }

    /// <summary>A conversation does not read any more, or waits for others.</summary>
    public void Leave(MemoryShare share)
    {
        lock (_reading)
        {
            if (!_reading.Remove(share.Index))
            {
                return;
            }

            Order();
        }

        _quota.Drive();
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

    private void Order()
    {
        foreach (MemoryShare share in _reading.Values)
        {
            Volatile.Write(ref _first, share);
            return;
        }

        Volatile.Write(ref _first, null);
    }
}
