namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// The records of one or more checkpoints, each request once: the newest counts, and one with an answer more than one without. They are
/// read, and nothing is changed, so that a run may be writing one of them.
/// </summary>
internal sealed class CheckpointMerge
{
    private readonly List<string> _paths = [];
    private readonly Dictionary<RecordKey, (int File, long Offset, RecordHead Head)> _records = [];

    /// <summary>What was passed over, as a sentence each.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Adds a file.</summary>
    /// <exception cref="OfoxException">It cannot be read, is not a checkpoint, or is damaged.</exception>
    public void Add(string path)
    {
        using Stream file = CheckpointReader.Open(path);
        foreach ((long offset, RecordHead head) in CheckpointReader.Heads(path, file, static _ => { }, Warnings.Add))
        {
            Add(_paths.Count, offset, head);
        }

        _paths.Add(path);
    }

    /// <summary>The records in the order of their inputs, read one by one.</summary>
    /// <param name="isSelected">Which of them.</param>
    /// <exception cref="OfoxException">A file cannot be read any more.</exception>
    public IEnumerable<CheckpointRecord> Read(Func<RecordState, bool> isSelected)
    {
        Dictionary<int, Stream> files = [];
        try
        {
            foreach ((int number, long offset, RecordHead head) in _records.Values.Where(record => isSelected(record.Head.State)).OrderBy(
                static record => record.Head.Index).ThenBy(static record => record.File))
            {
                if (!files.TryGetValue(number, out Stream? file))
                {
                    files[number] = file = CheckpointReader.Open(_paths[number]);
                }

                yield return CheckpointReader.RecordAt(_paths[number], file, offset);
            }
        }
        finally
        {
            foreach (Stream file in files.Values)
            {
                file.Dispose();
            }
        }
    }

    private void Add(int file, long offset, RecordHead head)
    {
        bool isKnown = _records.TryGetValue(head.Key, out (int File, long Offset, RecordHead Head) known);
        bool isBetter = !isKnown
            || (head.State == RecordState.Succeeded) == (known.Head.State == RecordState.Succeeded) ? head.Started >= known.Head.Started
            : head.State == RecordState.Succeeded;
        if (isBetter)
        {
            _records[head.Key] = (file, offset, head);
        }
    }
}
