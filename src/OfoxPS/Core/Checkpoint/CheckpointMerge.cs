using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// The records of one or more checkpoints, each request once: the newest counts, and one with an answer more than one without. They are read, and
/// nothing is changed, so that a run may be writing one of them.
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
        using Stream file = Open(path);
        try
        {
            Add(path, file);
        }
        catch (IOException error)
        {
            throw Failure.CannotRead("checkpoint", path, error.Message, error);
        }
    }

    /// <summary>The records in the order of their inputs, read one by one.</summary>
    /// <param name="wanted">Which of them.</param>
    /// <exception cref="OfoxException">A file cannot be read any more.</exception>
    public IEnumerable<CheckpointRecord> Read(Func<RecordState, bool> wanted)
    {
        Dictionary<int, Stream> files = [];
        try
        {
            foreach ((int number, long offset, RecordHead head) in _records.Values.Where(record => wanted(record.Head.State)).OrderBy(static record => record.Head.Index).ThenBy(static record => record.File))
            {
                if (!files.TryGetValue(number, out Stream? file))
                {
                    files[number] = file = Open(_paths[number]);
                }

                yield return CheckpointLine.Read(LineScanner.LineAt(file, offset))
                    ?? throw Failure.CannotRead("checkpoint", _paths[number], $"there is no record at {offset}");
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

    private void Add(string path, Stream file)
    {
        List<(long Offset, RecordHead Head)> records = [];
        int number = 0;
        foreach ((ReadOnlyMemory<byte> line, long offset, bool isEnded) in LineScanner.Read(file))
        {
            number++;
            if (number == 1)
            {
                _ = CheckpointManifest.Read(Poly.Utf8(line.Span))
                    ?? throw new OfoxException(OfoxErrorKind.OfoxCheckpointMismatch, $"'{path}' is not a checkpoint: its first line does not say so");
            }
            else if (CheckpointLine.Head(line) is { } head)
            {
                records.Add((offset, head));
            }
            else if (!isEnded)
            {
                Warnings.Add($"The last line of '{path}' is not whole and was passed over.");
            }
            else
            {
                throw new OfoxException(OfoxErrorKind.OfoxCheckpointMismatch, $"Line {number} of the checkpoint '{path}' is damaged");
            }
        }

        // All or nothing: whoever is told of the file as damaged does not go on with a part of it.
        records.ForEach(record => Add(_paths.Count, record.Offset, record.Head));
        _paths.Add(path);
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

    private static Stream Open(string path) => UserFile.Open(path, "checkpoint");
}
