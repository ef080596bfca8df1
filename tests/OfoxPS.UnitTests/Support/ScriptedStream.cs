using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.UnitTests.Support;

/// <summary>A body that hands out its bytes in given pieces, one a read, and tells whether it was disposed.</summary>
internal sealed class ScriptedStream(IEnumerable<byte[]> pieces) : Stream
{
    private readonly Queue<byte[]> _pieces = new(pieces.Where(static piece => piece.Length > 0));
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedStream(params string[] pieces)
        : this(pieces.Select(Encoding.UTF8.GetBytes))
    {
    }

    /// <summary>What is thrown after the last piece; null for an orderly end.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Nothing comes after the last piece, and no end either.</summary>
    public bool Hangs { get; init; }

    /// <summary>Done when a reader has come to the silence after the last piece.</summary>
    public Task Waiting => _waiting.Task;

    public bool Disposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(Disposed, this);
        if (_pieces.TryPeek(out byte[]? piece))
        {
            int length = Math.Min(count, piece.Length);
            Array.Copy(piece, 0, buffer, offset, length);
            _pieces.Dequeue();
            if (length < piece.Length)
            {
                PutBack(piece[length..]);
            }

            return length;
        }

        if (Hangs)
        {
            _waiting.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Failure is null ? 0 : throw Failure;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }

    private void PutBack(byte[] rest)
    {
        byte[][] others = [.. _pieces];
        _pieces.Clear();
        _pieces.Enqueue(rest);
        foreach (byte[] other in others)
        {
            _pieces.Enqueue(other);
        }
    }
}
