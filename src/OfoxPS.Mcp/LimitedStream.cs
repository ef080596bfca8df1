namespace OfoxPS.Mcp;

/// <summary>
/// The body of an answer over HTTP. It fails at a message that is too long, and tells of a failure that the SDK would pass over.
/// </summary>
internal sealed class LimitedStream : Stream
{
    private readonly Stream _source;
    private readonly int _longest;
    private readonly bool _isEvents;
    private readonly Action<Exception> _failed;
    private long _length;
    private bool _isLineEmpty = true;

    /// <param name="source">The body.</param>
    /// <param name="longest">The most bytes of a message.</param>
    /// <param name="isEvents">
    /// The body is a stream of events, each a message, which an empty line ends; it is one message otherwise.
    /// </param>
    /// <param name="failed">Is told why the body cannot be read to its end.</param>
    public LimitedStream(Stream source, int longest, bool isEvents, Action<Exception> failed)
    {
        _source = source;
        _longest = longest;
        _isEvents = isEvents;
        _failed = failed;
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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int count = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Count(buffer.Span[..count]);
            return count;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException)
        {
            _failed(error);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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

    private void Count(ReadOnlySpan<byte> read)
    {
        while (_isEvents && read.IndexOf((byte)'\n') is >= 0 and int end)
        {
            _isLineEmpty &= read[..end] is [] or [(byte)'\r'];
            _length = _isLineEmpty ? 0 : _length + end + 1;
            Check();
            _isLineEmpty = true;
            read = read[(end + 1)..];
        }

        _isLineEmpty &= read is [] or [(byte)'\r'];
        _length += read.Length;
        Check();
    }

    private void Check()
    {
        if (_length > _longest)
        {
            throw new InvalidDataException($"sent a message of more than {_longest} bytes");
        }
    }
}
