using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A checkpoint that is open for one run, its only writer. For one thread.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

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

    /// <summary>What its records tell that their requests cost, in USD, when it was opened.</summary>
    public decimal Spent { get; private set; }

    /// <summary>How many of its records match no input of this run.</summary>
    public int Unused => _index.Unused;

    /// <summary>
    /// Opens a checkpoint, or makes one. Where those of other machines are read beside it, it is made by <see cref="Prepare"/>.
    /// </summary>
    /// <param name="path">The full path of the one that is written.</param>
    /// <param name="parts">The full paths of those that are read.</param>
    /// <param name="manifest">What the requests of this run have in common.</param>
    /// <param name="clean">Masks secrets in a text.</param>
    /// <param name="isPreview">Whether nothing will be written: the file that would be is read like the others.</param>
    /// <exception cref="OfoxException">
    /// One was made for other requests, is damaged, in use, or cannot be opened. Nothing has been changed.
    /// </exception>
    public static CheckpointFile Open(
        string path, IReadOnlyList<string> parts, CheckpointManifest manifest, Func<string, string> clean, bool isPreview)
    {
        CheckpointFile checkpoint = new(path, manifest, clean);
        bool exists = RegularFile.Exists(path);
        try
        {
            checkpoint.LoadParts([.. parts.Where(part => part != path), .. isPreview && exists ? new[] { path } : []]);
            if (!isPreview && (exists || parts.Count == 0))
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
            throw FileException.IsOfFile(error) ? CannotOpen(FileException.Of(error)) : error;
        }
    }

    /// <summary>The key of the next request with a hash: equal requests are numbered in the order of the input.</summary>
    /// <exception cref="OfoxException">Somebody else has removed or changed the file: what is asked now could not be kept.</exception>
    public RecordKey NextKey(byte[] hash)
    {
        Write(() => _file?.Look());
        return _index.NextKey(RequestPlace.HashAt(_place, hash));
    }

    /// <summary>Where the record of a request is; null where there is none.</summary>
    public (long Offset, RecordState State)? Find(RecordKey key) => _index.Find(key);

    /// <summary>Adds a record, after <see cref="Prepare"/>.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="OfoxException">It cannot be written.</exception>
    public long Append(CheckpointRecord record)
    {
        byte[] line = CheckpointLine.Of(record, _clean);
        long offset = 0;
        Write(() => offset = _file!.Append(line));
        _index.Add(record.Key, record.State, offset, isUsed: true);
        return offset;
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="OfoxException">It cannot be read.</exception>
    public CheckpointRecord Read(long offset) => _parts.Read(offset) ?? CheckpointReader.RecordAt(Path, _file!.Content, offset);

    public void Dispose()
    {
        _file?.Dispose();
        _parts.Dispose();
    }

    private OfoxException CannotOpen(FileException error)
    {
        // In Windows an open file does not tell whether another run or another program has it open.
        string who = error.IsLocked ? "another run is writing it" : "another run or another program has it open";
        OfoxException failure = Failure.CannotWrite(
            "checkpoint", Path, error.IsInUse ? new FileException($"{who}. Each run needs a checkpoint of its own", error) : error);
        failure.Remedy = error.IsInUse ? Remedy.InUse : null;
        return failure;
    }

    // A record that cannot be written ends the run, because every input that follows would fail too.
    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (FileException error)
        {
            OfoxException failure = Failure.CannotWrite("checkpoint", Path, error).ForAllInput();
            if (error.IsChanged)
            {
                failure.WithWords("Nothing more is written to it or sent; the answers that have come are in the pipeline");
                failure.Remedy = Remedy.ChangedByOthers;
            }

            throw failure;
        }
    }

    // Of several records of one request the newest counts, in whichever file it is.
    private void LoadParts(IReadOnlyList<string> paths)
    {
        List<(long Place, RecordHead Head)> records = [];
        foreach (string path in paths.Where(static path => FileState.Of(path) is not { IsRegular: true, Length: 0 }))
        {
            records.AddRange(_parts.Open(
                path, known => Check(path, path == Path ? known : known with { Shard = null }), warning => Warning ??= warning));
        }

        foreach ((long place, RecordHead head) in records.OrderBy(static record => record.Head.Started))
        {
            _index.Add(head.Key, head.State, place);
        }

        // A record that was copied into another file was paid for once.
        Spent = records.Select(static record => record.Head).Distinct().Sum(static head => head.Cost ?? 0);
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
        CheckpointReader read = CheckpointReader.Read(Path, file.Content, (offset, head) =>
        {
            _index.Add(head.Key, head.State, offset);
            Spent += head.Cost ?? 0;
        });

        // Nothing is removed but the beginning of a line of ours.
        if (read.Rest is not null && !read.IsCut)
        {
            throw read.Damaged(Path);
        }

        if (read.Manifest is { } known)
        {
            Check(Path, known);
        }

        if (read.Rest is not null)
        {
            Warning = $"The last line of the checkpoint '{Path}' was cut off, as happens when a process is killed. It is removed, "
                + "and its request is made again.";
            file.CutAt(read.Length);
        }

        if (read.Manifest is null)
        {
            file.Append(Utf8.GetBytes(_manifest.ToLine() + "\n"));
        }
        else if (read.LacksNewline)
        {
            file.Append([(byte)'\n']);
        }
    }
}
