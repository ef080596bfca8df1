using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;

namespace OfoxPS.UnitTests.Support;

/// <summary>A body that hands out its bytes in given pieces, one a read, and tells whether it was disposed.</summary>
internal sealed class ScriptedStream(IEnumerable<byte[]> pieces) : ReadOnlyStream
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
                PutBack(piece.AsSpan(length).ToArray());
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
