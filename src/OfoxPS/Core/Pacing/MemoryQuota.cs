using System.Globalization;

namespace OfoxPS.Core.Pacing;

/// <summary>
/// The memory of the answers that this process has received and not yet written, for all pipelines together, estimated in bytes. Beyond the
/// limit reading waits, but never for the first conversation of a pipeline, so that each pipeline goes on.
/// </summary>
internal sealed class MemoryQuota(long limit)
{
    /// <summary>The environment variable that sets the limit of this process, in MiB.</summary>
    public const string Variable = "OFOX_MEMORY";

    /// <summary>The limit unless the user says otherwise, in bytes: 64 MiB.</summary>
    public const long DefaultLimit = 64L << 20;

    // In bytes. After so much was released, the garbage collector is run, which does not know this limit and runs late on a machine with
    // much memory. It handles smaller amounts well by itself.
    private const long CollectAfter = 48L << 20;
    private const long Large = 1L << 20;

    private readonly LinkedList<ConversationMemory> _waiting = new();
    private long _held;
    private long _discarded;

    /// <summary>That of this process.</summary>
    public static MemoryQuota OfProcess { get; } = new(FromEnvironment());

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;

    /// <summary>How many bytes are held.</summary>
    public long Held
    {
        get
        {
            lock (_waiting)
            {
                return _held;
            }
        }
    }

    /// <summary>Whether nothing more may be begun.</summary>
    public bool IsFull => Held > Limit;

    /// <summary>Whether what need not be held should be let go of.</summary>
    public bool IsPressed => Held >= Limit / 2;

    /// <summary>How many wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Holds so much more, where there is room for it.</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="isForced">Whether there is room or not.</param>
    public bool TryTake(long bytes, bool isForced)
    {
        lock (_waiting)
        {
            bool isTaken = isForced || _held + bytes <= Limit;
            _held += isTaken ? bytes : 0;
            return isTaken;
        }
    }

    /// <summary>More or less is held than before.</summary>
    public void Change(long bytes)
    {
        lock (_waiting)
        {
            _held += bytes;
        }

        if (bytes < 0)
        {
            Drive();
        }
    }

    /// <summary>Something large is not needed any more. Now and then the garbage collector is asked to look for it.</summary>
    public void Discarded(long bytes)
    {
        if (bytes >= Large && Interlocked.Add(ref _discarded, bytes) >= CollectAfter)
        {
            Interlocked.Exchange(ref _discarded, 0);
            Poly.CollectGarbage();
        }
    }

    /// <summary>Lets those go on that need not wait any more.</summary>
    public void Drive()
    {
        lock (_waiting)
        {
            for (LinkedListNode<ConversationMemory>? node = _waiting.First; node is not null;)
            {
                LinkedListNode<ConversationMemory> present = node;
                node = node.Next;
                if (present.Value.TryTake(present.Value.Needs))
                {
                    _waiting.Remove(present);
                    present.Value.Turn!.TrySetResult(true);
                }
            }
        }
    }

    /// <summary>Waits until a share has been given what it needs.</summary>
    public async Task WaitAsync(ConversationMemory share, CancellationToken token)
    {
        lock (_waiting)
        {
            if (share.TryTake(share.Needs))
            {
                return;
            }

            share.Turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.AddLast(share);
        }

        using (token.Register(() => Withdraw(share)))
        {
            await share.Turn.Task.ConfigureAwait(false);
        }
    }

    private void Withdraw(ConversationMemory share)
    {
        lock (_waiting)
        {
            if (_waiting.Remove(share))
            {
                share.Turn!.TrySetCanceled();
            }
        }
    }

    /// <summary>The limit that a text means, in MiB; null where it is no such number.</summary>
    public static int? Parse(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int mebibytes) && mebibytes > 0 ? mebibytes : null;

    private static long FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable)) is { } mebibytes
        ? (long)mebibytes << 20
        : DefaultLimit;
}
