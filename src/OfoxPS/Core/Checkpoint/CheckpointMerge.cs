namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// The records of one or more checkpoints, each request once: the newest counts, and one with an answer more than one without. They are
/// read, and nothing is changed, so that a run may be writing one of them.
/// </summary>
internal sealed class CheckpointMerge : IDisposable
{
    private readonly CheckpointParts _files = new();
    private readonly Dictionary<RecordKey, (long Place, RecordHead Head)> _records = [];

    /// <summary>What was passed over, as a sentence each.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Adds a file.</summary>
    /// <exception cref="OfoxException">It cannot be read, is not a checkpoint, or is damaged.</exception>
    public void Add(string path)
    {
        foreach ((long place, RecordHead head) in _files.Open(path, static _ => { }, Warnings.Add))
        {
            if (!_records.TryGetValue(head.Key, out (long Place, RecordHead Head) known) || IsBetter(head, known.Head))
            {
                _records[head.Key] = (place, head);
            }
        }
    }

    /// <summary>The records in the order of their inputs, read one by one.</summary>
    /// <exception cref="OfoxException">A file cannot be read any more.</exception>
    public IEnumerable<CheckpointRecord> Read(Func<RecordState, bool> isSelected) =>
        _records.Values.Where(record => isSelected(record.Head.State))
            .OrderBy(static record => record.Head.Index).ThenBy(static record => record.Place)
            .Select(record => _files.Read(record.Place)!);

    public void Dispose() => _files.Dispose();

    private static bool IsBetter(RecordHead head, RecordHead known) =>
        (head.State == RecordState.Succeeded) == (known.State == RecordState.Succeeded) ? head.Started >= known.Started
        : head.State == RecordState.Succeeded;
}
