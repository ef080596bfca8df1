using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A checkpoint that is open for one run, its only writer.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly object _sync = new();
    private readonly CheckpointManifest _manifest;
    private readonly Func<string, string> _clean;
    private readonly CheckpointIndex _index = new();
    private readonly CheckpointParts _parts = new();
    private SoleWriterFile? _file;
    private OrderedDictionary? _place;
    private bool _isKnown;

    private CheckpointFile(string path, CheckpointManifest manifest, Func<string, string> clean)
    {
        Path = path;
        _manifest = manifest;
        _place = manifest.Place;
        _clean = clean;
    }

    public string Path { get; }

    /// <summary>What was wrong with the end of the file and has been mended; null if nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>How many requests it held when it was opened.</summary>
    public int Found { get; private set; }

    /// <summary>What its records tell that their requests cost, in USD, when it was opened.</summary>
    public decimal Spent { get; private set; }

    /// <summary>How many of its records match no input of this run.</summary>
    public int Unused
    {
        get
        {
            lock (_sync)
            {
                return _index.Unused;
            }
        }
    }

    /// <summary>Opens a checkpoint, or makes one.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="manifest">What the requests of this run have in common.</param>
    /// <param name="clean">Masks secrets in a text.</param>
    /// <exception cref="OfoxException">
    /// It was made for other requests, is damaged, in use, or cannot be opened. Nothing has been changed.
    /// </exception>
    public static CheckpointFile Open(string path, CheckpointManifest manifest, Func<string, string> clean)
    {
        CheckpointFile checkpoint = new(path, manifest, clean);
        checkpoint.Prepare();
        return checkpoint;
    }

    /// <summary>
    /// Opens the checkpoints of other machines, to be read. The one that is written is opened, or made, by <see cref="Prepare"/>.
    /// </summary>
    /// <param name="path">The full path of the one that is written.</param>
    /// <param name="parts">The full paths of those that are read.</param>
    /// <param name="manifest">What the requests of this run have in common.</param>
    /// <param name="clean">Masks secrets in a text.</param>
    /// <param name="isPreview">Whether nothing will be written: the file that would be is read like the others.</param>
    /// <exception cref="OfoxException">One is of other requests, damaged, or cannot be opened. Nothing has been changed.</exception>
    public static CheckpointFile OpenParts(
        string path, IReadOnlyList<string> parts, CheckpointManifest manifest, Func<string, string> clean, bool isPreview)
    {
        CheckpointFile checkpoint = new(path, manifest, clean);
        bool exists = RegularFile.Exists(path);
        try
        {
            checkpoint.LoadParts([.. parts.Where(part => part != path), .. isPreview && exists ? new[] { path } : []]);
            if (exists && !isPreview)
            {
                checkpoint.Prepare();
            }

            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Records can be added from now on.</summary>
    /// <exception cref="OfoxException">
    /// It was made for other requests, is damaged, in use, or cannot be opened. Nothing has been changed.
    /// </exception>
    public void Prepare()
    {
        lock (_sync)
        {
            if (_file is not null)
            {
                return;
            }

            SoleWriterFile? file = null;
            try
            {
                file = SoleWriterFile.Open(Path);
                Load(file);
                _file = file;
            }
            catch (Exception error)
            {
                file?.Dispose();
                throw FileException.IsOfFile(error) ? CheckpointErrors.CannotOpen(Path, FileException.Of(error)) : error;
            }
        }
    }

    /// <summary>The key of the next request with a hash: equal requests are numbered in the order of the input.</summary>
    /// <exception cref="OfoxException">Somebody else has removed or changed the file: what is asked now could not be kept.</exception>
    public RecordKey NextKey(byte[] hash)
    {
        lock (_sync)
        {
            Write(() => _file?.Look());
            return _index.NextKey(RequestPlace.HashAt(_place, hash));
        }
    }

    /// <summary>Where the record of a request is; null where there is none.</summary>
    public (long Offset, RecordState State)? Find(RecordKey key)
    {
        lock (_sync)
        {
            return _index.Find(key);
        }
    }

    /// <summary>Adds a record, after <see cref="Prepare"/>.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="OfoxException">It cannot be written.</exception>
    public long Append(CheckpointRecord record)
    {
        byte[] line = CheckpointLine.Of(record, _clean);
        lock (_sync)
        {
            long offset = 0;
            Write(() => offset = _file!.Append(line));
            _index.Add(record.Key, record.State, offset, isUsed: true);
            return offset;
        }
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="OfoxException">It cannot be read.</exception>
    public CheckpointRecord Read(long offset)
    {
        lock (_sync)
        {
            return _parts.Read(offset) ?? CheckpointReader.RecordAt(Path, _file!.Content, offset);
        }
    }

    public void Dispose()
    {
        lock (_sync)
        {
            _file?.Dispose();
            _parts.Dispose();
        }
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (FileException error)
        {
            throw CheckpointErrors.CannotWrite(Path, error);
        }
    }

    // Of several records of one request the newest counts, in whichever file it is.
    private void LoadParts(IReadOnlyList<string> paths)
    {
        List<(long Offset, RecordHead Head)> records = [];
        foreach (string path in paths.Where(static path => FileState.Of(path) is not { IsRegular: true, Length: 0 }))
        {
            records.AddRange(_parts.Open(
                path, known => Check(path, path == Path ? known : known with { Shard = null }), warning => Warning ??= warning));
        }

        foreach ((long offset, RecordHead head) in records.OrderBy(static record => record.Head.Started))
        {
            _index.Add(head.Key, head.State, offset);
        }

        // A record that was copied into another file was paid for once.
        Spent = records.Select(static record => record.Head).Distinct().Sum(static head => head.Cost ?? 0);
        Found = _index.Count;
    }

    private void Check(string path, CheckpointManifest known)
    {
        if (known.Differences(_manifest).ToArray() is { Length: > 0 } differences)
        {
            throw new OfoxException(
                OfoxErrorKind.OfoxCheckpointMismatch,
                $"The checkpoint '{path}' is of other requests: {string.Join("; ", differences)}");
        }

        if (known.Place is null && _manifest.Place is { Count: > 0 })
        {
            Warning ??= $"The checkpoint '{path}' was begun by an earlier version, which did not keep the query of the address and the "
                + "headers: its answers are used whatever those were.";
        }

        // Keys include the place if any of the files has one; the records of a file without it are then not found.
        _place = known.Place ?? (_isKnown ? _place : null);
        _isKnown = true;
    }

    private void Load(SoleWriterFile file)
    {
        CheckpointManifest? known = null;
        int number = 0;
        long intactLength = 0;
        bool lacksNewline = false;
        bool isCut = false;
        foreach ((ReadOnlyMemory<byte> line, long offset, bool isEnded) in LineScanner.Read(file.Content))
        {
            number++;
            if (number == 1 && CheckpointManifest.Read(Poly.Utf8(line.Span)) is { } first)
            {
                known = first;
            }
            else if (number > 1 && CheckpointLine.ReadHead(line) is { } head)
            {
                _index.Add(head.Key, head.State, offset);
                Spent += head.Cost ?? 0;
            }
            else if (!isEnded && IsCut(line.Span, number))
            {
                Warning = $"The last line of the checkpoint '{Path}' was cut off, as happens when a process is killed. It is removed, "
                    + "and its request is made again.";
                isCut = true;
                break;
            }
            else
            {
                throw new OfoxException(OfoxErrorKind.OfoxCheckpointMismatch, number == 1
                    ? $"'{Path}' is not a checkpoint: its first line does not say so. It has been left as it is"
                    : $"Line {number} of the checkpoint '{Path}' is damaged. Nothing has been changed")
                { Remedy = number == 1 ? Remedy.NoCheckpoint : Remedy.DamagedLine };
            }

            lacksNewline = !isEnded;
            intactLength = offset + line.Length + (isEnded ? 1 : 0);
        }

        if (known is not null)
        {
            Check(Path, known);
        }

        Found = _index.Count;
        if (isCut)
        {
            file.CutAt(intactLength);
        }

        if (known is null)
        {
            file.Append(Utf8.GetBytes(_manifest.ToLine() + "\n"));
        }
        else if (lacksNewline)
        {
            file.Append([(byte)'\n']);
        }
    }

    // Only the beginning of a line that this module writes is removed, or the zeros that a power cut leaves in the place of a record.
    private static bool IsCut(ReadOnlySpan<byte> line, int number) => number == 1
        ? line.Length >= CheckpointManifest.Mark.Length && OwnFileStart.Agrees(line, CheckpointManifest.Beginning)
        : OwnFileStart.Agrees(line, CheckpointLine.Beginning) || line[0] == 0;
}
