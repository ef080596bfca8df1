using OfoxPS.Core.Errors;

namespace OfoxPS.Core.Checkpoint;

/// <summary>Reads what a checkpoint holds, without changing it, so that a run may be writing it.</summary>
internal static class CheckpointReader
{
    /// <summary>Opens a checkpoint to be read.</summary>
    /// <exception cref="OfoxException">It is not there, is empty, is not a file, or cannot be read.</exception>
    public static Stream Open(string path) => UserFile.Open(path, "checkpoint");

    /// <summary>What its records are about, with the place of each in the file.</summary>
    /// <param name="path">The full path, for errors.</param>
    /// <param name="file">The file.</param>
    /// <param name="check">Looks at the first line.</param>
    /// <param name="warn">Told what is passed over, as a sentence.</param>
    /// <exception cref="OfoxException">It is not a checkpoint, is damaged, or cannot be read.</exception>
    public static List<(long Offset, RecordHead Head)> Heads(
        string path, Stream file, Action<CheckpointManifest> check, Action<string> warn)
    {
        // A list and not an iterator, so that nothing of a damaged file is used.
        List<(long Offset, RecordHead Head)> records = [];
        int number = 0;
        try
        {
            foreach ((ReadOnlyMemory<byte> line, long offset, bool isEnded) in LineScanner.Read(file))
            {
                number++;
                if (number == 1)
                {
                    check(CheckpointManifest.Read(Poly.Utf8(line.Span))
                        ?? throw new OfoxException(
                            OfoxErrorKind.OfoxCheckpointMismatch,
                            $"'{path}' is not a checkpoint: its first line does not say so")
                        { Remedy = Remedy.NoCheckpoint });
                }
                else if (CheckpointLine.ReadHead(line) is { } head)
                {
                    records.Add((offset, head));
                }
                else if (!isEnded)
                {
                    warn($"The last line of '{path}' is not whole and was passed over.");
                }
                else
                {
                    throw new OfoxException(
                        OfoxErrorKind.OfoxCheckpointMismatch,
                        $"Line {number} of the checkpoint '{path}' is damaged")
                    { Remedy = Remedy.DamagedLine };
                }
            }
        }
        catch (IOException error)
        {
            throw Failure.CannotRead("checkpoint", path, error.Message, error);
        }

        return records;
    }

    /// <summary>The record at a place of a file.</summary>
    /// <exception cref="OfoxException">It cannot be read, or there is none.</exception>
    public static CheckpointRecord RecordAt(string path, Stream file, long offset)
    {
        try
        {
            return CheckpointLine.Read(LineScanner.LineAt(file, offset)) ?? throw new IOException($"There is no record at {offset}.");
        }
        catch (IOException error)
        {
            throw Failure.CannotRead("checkpoint", path, error.Message, error);
        }
    }
}
