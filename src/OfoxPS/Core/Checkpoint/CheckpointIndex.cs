namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// Where the records of a checkpoint are. It holds a few numbers a record and never what was answered, so that a hundred thousand take no
/// more than some megabytes.
/// </summary>
internal sealed class CheckpointIndex
{
    private const long UsedBit = 1L << 62;
    private const int StateShift = 56;
    private const long OffsetMask = (1L << StateShift) - 1;

    // The offset of each record, and in the bits above it its state and whether this run has used it.
    private readonly Dictionary<RecordKey, long> _records = [];

    // How many requests of this run had each hash. The occurrence in the key is 0.
    private readonly Dictionary<RecordKey, int> _seen = [];

    /// <summary>How many records nobody has asked for.</summary>
    public int Unused { get; private set; }

    /// <summary>A record is at a place in the file. The newest counts, and one with an answer more than one without.</summary>
    public void Add(RecordKey key, RecordState state, long offset, bool isUsed = false)
    {
        bool isKnown = _records.TryGetValue(key, out long old);
        if (isKnown && StateOf(old) == RecordState.Succeeded && state != RecordState.Succeeded)
        {
            return;
        }

        bool wasUsed = isKnown && (old & UsedBit) != 0;
        Unused += (isKnown && !wasUsed ? -1 : 0) + (wasUsed || isUsed ? 0 : 1);
        _records[key] = offset | ((long)state << StateShift) | (wasUsed || isUsed ? UsedBit : 0);
    }

    /// <summary>The key of the next request with a hash: equal requests are told apart by their order.</summary>
    public RecordKey NextKey(byte[] hash)
    {
        RecordKey first = RecordKey.Of(hash, 0);
        _seen.TryGetValue(first, out int count);
        _seen[first] = ++count;
        return first with { Occurrence = count };
    }

    /// <summary>Where the record of a request is; null where there is none. It counts as used from now on.</summary>
    public (long Offset, RecordState State)? Find(RecordKey key)
    {
        if (!_records.TryGetValue(key, out long found))
        {
            return null;
        }

        if ((found & UsedBit) == 0)
        {
            _records[key] = found | UsedBit;
            Unused--;
        }

        return (found & OffsetMask, StateOf(found));
    }

    private static RecordState StateOf(long value) => (RecordState)((value >> StateShift) & 3);
}
