namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// The checkpoints of other machines that a run reads. The place of a record is one number: its offset in bytes, and above 40 bits the
/// number of its file from 1, so that the index of a run holds records of several files.
/// </summary>
internal sealed class CheckpointParts : IDisposable
{
    private const int FileShift = 40;

    private readonly List<(string Path, Stream Content)> _files = [];

    /// <summary>Opens a checkpoint, and reads where its records are.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="check">Checks what the requests of the file have in common.</param>
    /// <param name="warn">Is given a warning about the end of the file.</param>
    /// <exception cref="OfoxException">It cannot be read, is no checkpoint, is damaged, or is refused by the check.</exception>
    public List<(long Place, RecordHead Head)> Open(string path, Action<CheckpointManifest> check, Action<string> warn)
    {
        // Returned when all is read, so that nothing of a damaged file is used.
        List<(long Place, RecordHead Head)> records = [];
        Stream content = UserFile.Open(path, "checkpoint");
        _files.Add((path, content));
        long file = (long)_files.Count << FileShift;
        try
        {
            CheckpointReader read = CheckpointReader.Read(path, content, (offset, head) => records.Add((file | offset, head)));
            check(read.Manifest ?? throw read.Damaged(path));
            if (read.Rest is not null)
            {
                warn($"The last line of '{path}' is not whole and was passed over.");
            }
        }
        catch (IOException error)
        {
            throw Failure.CannotRead("checkpoint", path, error.Message, error);
        }

        return records;
    }

    /// <summary>Reads a record; null where its place is in the file that the run writes.</summary>
    /// <exception cref="OfoxException">It cannot be read.</exception>
    public CheckpointRecord? Read(long place)
    {
        int file = (int)(place >> FileShift);
        return file == 0 ? null
            : CheckpointReader.RecordAt(_files[file - 1].Path, _files[file - 1].Content, place & ((1L << FileShift) - 1));
    }

    public void Dispose() => _files.ForEach(static file => file.Content.Dispose());
}
