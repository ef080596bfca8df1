namespace OfoxPS.Core.Files;

/// <summary>
/// Bytes that are kept on the disk instead of in memory. The file is in the system's folder for temporary files and is removed from it as
/// soon as it is open: nobody else finds it, and it is gone with the process, however that ends.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly object _sync = new();
    private readonly FileStream _file;
    private int _users = 1;
    private bool _isDisposed;

    private SpoolFile(FileStream file) => _file = file;

    /// <summary>An empty one; null where no temporary file can be made.</summary>
    public static SpoolFile? Create()
    {
        try
        {
            string path = Path.Combine(Path.GetTempPath(), $"ofox-{Guid.NewGuid():N}.tmp");
            FileStream file = Poly.OpenFile(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
            RegularFile.TryDelete(path);
            return new SpoolFile(file);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            return null;
        }
    }

    /// <summary>Adds bytes at the end.</summary>
    /// <returns>Whether they were written: not where the disk is full.</returns>
    public bool TryAppend(byte[] bytes, int count)
    {
        try
        {
            lock (_sync)
            {
                _file.Seek(0, SeekOrigin.End);
                _file.Write(bytes, 0, count);
                return true;
            }
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            return false;
        }
    }

    /// <summary>Opens the bytes; several may read at once. Null where they have been let go of.</summary>
    public Stream? OpenRead()
    {
        lock (_sync)
        {
            if (_isDisposed)
            {
                return null;
            }

            _users++;
            return new Reader(this);
        }
    }

    /// <summary>Lets go of the bytes. Whoever reads them now reads them to their end.</summary>
    public void Dispose()
    {
        lock (_sync)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                Leave();
            }
        }
    }

    private void Leave()
    {
        if (--_users == 0)
        {
            _file.Dispose();
        }
    }

    private sealed class Reader(SpoolFile file) : Stream
    {
        private long _position;
        private bool _isClosed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length
        {
            get
            {
                lock (file._sync)
                {
                    return file._file.Length;
                }
            }
        }

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            lock (file._sync)
            {
                file._file.Seek(_position, SeekOrigin.Begin);
                int read = file._file.Read(buffer, offset, count);
                _position += read;
                return read;
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                lock (file._sync)
                {
                    if (!_isClosed)
                    {
                        _isClosed = true;
                        file.Leave();
                    }
                }
            }

            base.Dispose(disposing);
        }
    }
}
