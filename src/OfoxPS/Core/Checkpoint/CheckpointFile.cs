using System;
using System.Collections.Specialized;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// A checkpoint that is open for one run, its only writer. A record is in the system's hands when <see cref="Append"/> returns, so that the end of
/// this process loses none; each second they are written through to the disk.
/// </summary>
internal sealed class CheckpointFile : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan WriteThrough = TimeSpan.FromSeconds(1);

    private readonly object _sync = new();
    private readonly FileLock _lock;
    private readonly FileStream _file;
    private readonly Func<string, string> _clean;
    private readonly CheckpointIndex _index = new();
    private readonly Stopwatch _sinceWrittenThrough = Stopwatch.StartNew();
    private OrderedDictionary? _place;
    private bool _isDirty;
    private bool _isDisposed;

    private CheckpointFile(string path, FileLock held, FileStream file, Func<string, string> clean)
    {
        Path = path;
        _lock = held;
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
    /// <exception cref="OfoxException">It is of other requests, damaged, in use, or cannot be opened.</exception>
    public static CheckpointFile Open(string path, CheckpointManifest manifest, Func<string, string> clean)
    {
        FileLock? held = null;
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            held = Lock(path);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 1);
            CheckpointFile checkpoint = new(path, held, file, clean);
            checkpoint.Load(manifest);
            return checkpoint;
        }
        catch (Exception error)
        {
            file?.Dispose();
            held?.Dispose();
            throw error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException
                ? Failure.CannotWrite("checkpoint", path, error)
                : error;
        }
    }

    /// <summary>The key of the next request with a hash.</summary>
    public RecordKey NextKey(byte[] hash)
    {
        lock (_sync)
        {
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
        byte[] line = Utf8.GetBytes(CheckpointLine.Of(record, _clean) + "\n");
        lock (_sync)
        {
            long offset = Write(line);
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
                return CheckpointLine.Read(LineScanner.LineAt(_file, offset)) ?? throw new IOException($"There is no record at {offset}.");
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
            if (_isDisposed)
            {
                // A lock that is given back twice would let two writers in.
                return;
            }

            _isDisposed = true;
            try
            {
                if (_isDirty)
                {
                    _file.Flush(flushToDisk: true);
                }
            }
            catch (IOException)
            {
                // The records are where the system has them; it cannot be made to do more.
            }

            _file.Dispose();
            _lock.Dispose();
        }
    }

    private static FileLock Lock(string path)
    {
        try
        {
            return FileLock.Beside(path, create: true, TimeSpan.Zero);
        }
        catch (IOException error)
        {
            throw Failure.CannotWrite("checkpoint", path, new IOException("another run is writing it. Each run needs a checkpoint of its own", error));
        }
    }

    private void Load(CheckpointManifest manifest)
    {
        CheckpointManifest? known = null;
        int number = 0;
        long whole = 0;
        bool lacksEnd = false;
        foreach ((ReadOnlyMemory<byte> line, long offset, bool isEnded) in LineScanner.Read(_file))
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
            else if (!isEnded)
            {
                Warning = $"The last line of the checkpoint '{Path}' was cut off, as happens when a process is killed. It is removed, and its request is made again.";
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
        if (_file.Length > whole)
        {
            _file.SetLength(whole);
        }

        if (known is null)
        {
            Write(Utf8.GetBytes(manifest.ToLine() + "\n"));
        }
        else if (lacksEnd)
        {
            Write([(byte)'\n']);
        }
    }

    private long Write(byte[] bytes)
    {
        long start = _file.Seek(0, SeekOrigin.End);
        try
        {
            _file.Write(bytes, 0, bytes.Length);
            bool isDue = _sinceWrittenThrough.Elapsed >= WriteThrough;
            _file.Flush(flushToDisk: isDue);
            _isDirty = !isDue;
            if (isDue)
            {
                _sinceWrittenThrough.Restart();
            }

            return start;
        }
        catch (IOException error)
        {
            try
            {
                // Half a line is worse than none.
                _file.SetLength(start);
            }
            catch (IOException)
            {
                // Then it is cut when the file is opened again.
            }

            OfoxException failure = Failure.CannotWrite("checkpoint", Path, error);
            failure.Scope = FailureScope.Run;
            throw failure;
        }
    }
}
