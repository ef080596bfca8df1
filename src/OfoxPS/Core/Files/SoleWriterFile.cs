using System.Diagnostics;

namespace OfoxPS.Core.Files;

/// <summary>
/// A file that records are added to, by one writer. A record has been handed to the operating system when <see cref="Append"/> returns, so
/// that none is lost when this process ends; once a second they are flushed to the disk.
/// </summary>
internal sealed class SoleWriterFile : IDisposable
{
    private static readonly TimeSpan WriteThrough = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly FileStream _file;
    private readonly UserLock _lock;
    private readonly FileState _state;
    private readonly Stopwatch _sinceWrittenThrough = Stopwatch.StartNew();
    private long _end;
    private bool _isDirty;
    private bool _isDisposed;

    private SoleWriterFile(string path, FileStream file, UserLock held)
    {
        _path = path;
        _file = file;
        _lock = held;
        _state = FileState.Of(file);
        _end = file.Length;
    }

    /// <summary>The file, to be read from; nothing else moves its end.</summary>
    public Stream Content => _file;

    /// <summary>Opens a file, or makes one, as its only writer. Others may read it.</summary>
    /// <param name="path">The full path. Its directory is made where there is none.</param>
    /// <exception cref="FileException">It is not a regular file, somebody else writes it, or it cannot be opened.</exception>
    public static SoleWriterFile Open(string path)
    {
        string target = FileName.Target(path);
        RegularFile.MakeDirectoryOf(target);
        FileStream file = RegularFile.Open(target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        UserLock? held = null;
        try
        {
            held = UserLock.OfFile(file, TimeSpan.Zero);

            // Another user, or another machine that shares the directory, has other locks than this user's.
            CrossUserLock.Take(file, TimeSpan.Zero);
            return new SoleWriterFile(target, file, held);
        }
        catch (Exception error)
        {
            file.Dispose();
            held?.Dispose();
            throw FileException.IsOfFile(error) ? FileException.Of(error) : error;
        }
    }

    /// <summary>Adds a record: the whole of it, or nothing.</summary>
    /// <returns>Where it begins.</returns>
    /// <exception cref="FileException">It cannot be written, or somebody else has changed or removed the file.</exception>
    public long Append(byte[] record)
    {
        Look();
        bool isDue = _sinceWrittenThrough.Elapsed >= WriteThrough;
        long start = _end;
        RecordWriter.Write(_file, record, start, isDue);
        _end += record.Length;
        _isDirty = !isDue;
        if (isDue)
        {
            _sinceWrittenThrough.Restart();
        }

        return start;
    }

    /// <summary>Cuts the file off at an offset.</summary>
    /// <exception cref="FileException">It cannot be done.</exception>
    public void CutAt(long length)
    {
        Sharing.Try(() => _file.SetLength(length));
        _end = length;
    }

    /// <summary>Checks that the name still leads to the file that was opened, and that its length is what this process made it.</summary>
    /// <exception cref="FileException">Somebody else has changed or removed it.</exception>
    public void Look()
    {
        if (_file.Length != _end)
        {
            throw new FileException("somebody else has changed it while it was written") { IsChanged = true };
        }

        if (FileState.Of(_path) is var now && (!now.IsRegular || now.Identity != _state.Identity))
        {
            throw new FileException("somebody else has removed, renamed or replaced it while it was written") { IsChanged = true };
        }

        CrossUserLock.Renew(_file);
    }

    public void Dispose()
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
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // The operating system has the records; a file system that cannot flush is not an error.
        }

        _file.Dispose();
        _lock.Dispose();
    }
}
