using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Mcp;

/// <summary>A stream that fails at a line that is too long.</summary>
internal sealed class LimitedStream : Stream
{
    private readonly Stream _source;
    private readonly int _longest;
    private long _length;

    public LimitedStream(Stream source, int longest)
    {
        _source = source;
        _longest = longest;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset, _source.Read(buffer, offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Count(buffer.Span[..count]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(ReadOnlySpan<byte> read)
    {
        int end = read.LastIndexOf((byte)'\n');
        _length = end < 0 ? _length + read.Length : read.Length - end - 1;
        return _length <= _longest ? read.Length : throw new InvalidDataException($"The MCP server sent a message of more than {_longest} bytes");
    }
}
