using System;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>A checkpoint that is open for one run, its only writer.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly object _sync = new();
    private readonly RecordFile _file;
    private readonly Func<string, string> _clean;
    private readonly CheckpointIndex _index = new();
    private OrderedDictionary? _place;

    private CheckpointFile(string path, RecordFile file, Func<string, string> clean)
    {
        Path = path;
        _file = file;
        _clean = clean;
    }

    public string Path { get; }

    /// <summary>What was wrong with the end of the file and has been mended; null if nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>How many requests it held when it was opened.</summary>
    public int Found { get; private set; }

    /// <summary>How many of its records were not asked for.</summary>
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
    /// <exception cref="OfoxException">It is of other requests, damaged, in use, or cannot be opened. Nothing has been changed.</exception>
    public static CheckpointFile Open(string path, CheckpointManifest manifest, Func<string, string> clean)
    {
        RecordFile? file = null;
        try
        {
            file = RecordFile.Open(path);
            CheckpointFile checkpoint = new(path, file, clean);
            checkpoint.Load(manifest);
            return checkpoint;
        }
        catch (Exception error)
        {
            file?.Dispose();
            throw FileException.IsOfFile(error) ? CannotOpen(path, FileException.Of(error)) : error;
        }
    }

    /// <summary>The key of the next request with a hash.</summary>
    /// <exception cref="OfoxException">Somebody else has removed or changed the file: what is asked now could not be kept.</exception>
    public RecordKey NextKey(byte[] hash)
    {
        lock (_sync)
        {
            Write(() => _file.Look());
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

    /// <summary>Adds a record.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="OfoxException">It cannot be written.</exception>
    public long Append(CheckpointRecord record)
    {
        byte[] line = CheckpointLine.Of(record, _clean);
        lock (_sync)
        {
            long offset = 0;
            Write(() => offset = _file.Append(line));
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
            try
            {
                return CheckpointLine.Read(LineScanner.LineAt(_file.Content, offset)) ?? throw new IOException($"There is no record at {offset}.");
            }
            catch (IOException error)
            {
                throw Failure.CannotRead("checkpoint", Path, error.Message, error);
            }
        }
    }

    public void Dispose()
    {
        lock (_sync)
        {
            _file.Dispose();
        }
    }

    private static OfoxException CannotOpen(string path, FileException error)
    {
        // In Windows another run is seen by the file alone, as any other program that has it open.
        string who = error.IsLocked ? "another run is writing it" : "another run or another program has it open";
        return Failure.CannotWrite(
            "checkpoint", path, error.IsInUse ? new FileException($"{who}. Each run needs a checkpoint of its own", error) : error);
    }

    // Whatever is wrong with the file is wrong for every input that follows.
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
                failure.Remedy = "Leave the file alone while a run is on. Look at what is in it before the next run, or name another file.";
            }

            throw failure;
        }
    }

    private void Load(CheckpointManifest manifest)
    {
        CheckpointManifest? known = null;
        int number = 0;
        long whole = 0;
        bool lacksEnd = false;
        bool isCut = false;
        foreach ((ReadOnlyMemory<byte> line, long offset, bool isEnded) in LineScanner.Read(_file.Content))
        {
            number++;
            if (number == 1 && CheckpointManifest.Read(Poly.Utf8(line.Span)) is { } first)
            {
                known = first;
            }
            else if (number > 1 && CheckpointLine.Head(line) is { } head)
            {
                _index.Add(head.Key, head.State, offset);
            }
            else if (!isEnded && IsCut(line.Span, number))
            {
                Warning = $"The last line of the checkpoint '{Path}' was cut off, as happens when a process is killed. It is removed, and its request is made again.";
                isCut = true;
                break;
            }
            else
            {
                throw new OfoxException(OfoxErrorKind.OfoxCheckpointMismatch, number == 1
                    ? $"'{Path}' is not a checkpoint: its first line does not say so. It has been left as it is"
                    : $"Line {number} of the checkpoint '{Path}' is damaged. Nothing has been changed; remove the line to make its request again");
            }

            lacksEnd = !isEnded;
            whole = offset + line.Length + (isEnded ? 1 : 0);
        }

        if (known is not null && known.Differences(manifest).ToArray() is { Length: > 0 } differences)
        {
            throw new OfoxException(
                OfoxErrorKind.OfoxCheckpointMismatch,
                $"The checkpoint '{Path}' is of other requests: {string.Join("; ", differences)}");
        }

        _place = known is null ? manifest.Place : known.Place;
        if (_place is null && manifest.Place is { Count: > 0 })
        {
            Warning ??= $"The checkpoint '{Path}' was begun by an earlier version, which did not keep the query of the address and the headers: its answers are used whatever those were.";
        }

        Found = _index.Count;
        if (isCut)
        {
            _file.CutAt(whole);
        }

        if (known is null)
        {
            _file.Append(Utf8.GetBytes(manifest.ToLine() + "\n"));
        }
        else if (lacksEnd)
        {
            _file.Append([(byte)'\n']);
        }
    }

    // What is removed must be the beginning of what we write. A power cut can leave zeros in the place of a record, but not of a whole
    // file.
    private static bool IsCut(ReadOnlySpan<byte> line, int number) => number == 1
        ? line.Length >= CheckpointManifest.Mark.Length && FileHead.Agrees(line, CheckpointManifest.Beginning)
        : FileHead.Agrees(line, CheckpointLine.Beginning) || line[0] == 0;
}
