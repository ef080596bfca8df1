using OfoxPS.Core.Errors;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>Reads a checkpoint line by line, without changing it: what its requests have in common, and how it ends.</summary>
internal sealed class CheckpointReader
{
    private int _lines;

    private CheckpointReader()
    {
    }

    /// <summary>What its first line says; null where that is not whole, or there is none.</summary>
    public CheckpointManifest? Manifest { get; private set; }

    /// <summary>How long it is without <see cref="Rest"/>, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Whether its last record lacks the end of its line.</summary>
    public bool LacksNewline { get; private set; }

    /// <summary>The last line, where that has no end and is no record; null where it is one.</summary>
    public byte[]? Rest { get; private set; }

    /// <summary>Whether <see cref="Rest"/> is the beginning of a line of a checkpoint, or the zeros that a power cut leaves.</summary>
    public bool IsCut => Rest is not null && (_lines == 1
        ? Rest.Length >= CheckpointManifest.Mark.Length && OwnFileStart.Agrees(Rest, CheckpointManifest.Beginning)
        : OwnFileStart.Agrees(Rest, CheckpointLine.Beginning) || Rest[0] == 0);

    /// <param name="path">The full path, for errors.</param>
    /// <param name="file">The file.</param>
    /// <param name="add">Is given what each record is about, and its offset.</param>
    /// <exception cref="OfoxException">A line that has an end is damaged.</exception>
    public static CheckpointReader Read(string path, Stream file, Action<long, RecordHead> add)
    {
        CheckpointReader read = new();
        foreach ((ReadOnlyMemory<byte> line, long offset, bool isEnded) in LineScanner.Read(file))
        {
            read._lines++;
            if (read._lines > 1 && CheckpointLine.ReadHead(line) is { } head)
            {
                add(offset, head);
            }
            else if (read._lines > 1 || (read.Manifest = CheckpointManifest.Read(Poly.Utf8(line.Span))) is null)
            {
                read.Rest = !isEnded ? line.ToArray() : throw read.Damaged(path);
                break;
            }

            read.LacksNewline = !isEnded;
            read.Length = offset + line.Length + (isEnded ? 1 : 0);
        }

        return read;
    }

    /// <summary>The error for the last line that was read.</summary>
    public OfoxException Damaged(string path) => new(
        OfoxErrorKind.OfoxCheckpointMismatch,
        _lines == 1 ? $"'{path}' is not a checkpoint: its first line does not say so. It has been left as it is"
            : $"Line {_lines} of the checkpoint '{path}' is damaged. Nothing has been changed")
    { Remedy = _lines == 1 ? Remedy.NoCheckpoint : Remedy.DamagedLine };

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
