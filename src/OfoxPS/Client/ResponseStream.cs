using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Client;

/// <summary>
/// The body of a response, under guard: every byte counts as life, sizes are capped, and the start can be looked at
/// before it is read. As a stream of events it ends an unfinished last event, which the parser would drop.
/// </summary>
internal sealed class ResponseStream : Stream
{
    /// <summary>The longest line of a stream of events, and the longest body: 64 MiB.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    private static readonly byte[] EndOfEvent = [(byte)'\n', (byte)'\n'];

    private readonly Stream _inner;
    private readonly Action _progress;
    private readonly byte[] _start = new byte[1024];
    private int _startLength;
    private int _startRead;
    private bool _events;
    private long _eventLength;
    private bool _lineIsEmpty = true;
    private bool _ended;

    public ResponseStream(Stream inner, Action progress)
    {
        _inner = inner;
        _progress = progress;
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

    /// <summary>The first character that is not white space (nor a byte order mark); 0 if there is none.</summary>
    public async Task<char> PeekAsync(CancellationToken token)
    {
        int at = 0;
        while (true)
        {
            for (; at < _startLength; at++)
            {
                if (_start[at] is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0xEF or 0xBB or 0xBF))
                {
                    return (char)_start[at];
                }
            }

            int read = _startLength == _start.Length
                ? 0
                : await _inner.ReadAsync(_start, _startLength, _start.Length - _startLength, token).ConfigureAwait(false);
            if (read == 0)
            {
                return '\0';
            }

            _progress();
            _startLength += read;
        }
    }

    /// <summary>Reads on as a stream of events.</summary>
    public ResponseStream AsEvents()
    {
        _events = true;
        return this;
    }

    /// <summary>Reads the whole body, up to the cap.</summary>
    public async Task<byte[]> ReadAllAsync(int maximum, CancellationToken token)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > maximum)
            {
                throw TooLong("body", maximum);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int read;
        if (_startRead < _startLength)
        {
            read = Math.Min(count, _startLength - _startRead);
            Array.Copy(_start, _startRead, buffer, offset, read);
            _startRead += read;
        }
        else
        {
            read = await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
            _progress();
        }

        if (_events)
        {
            if (read == 0 && !_ended)
            {
                _ended = true;
                read = Math.Min(count, EndOfEvent.Length);
                Array.Copy(EndOfEvent, 0, buffer, offset, read);
            }

            Measure(buffer.AsSpan(offset, read));
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static OfoxException TooLong(string what, int maximum) =>
        new(OfoxErrorKind.OfoxInvalidResponse, $"The server's {what} is longer than {maximum / 1048576} MiB.");

    // An event is all between two empty lines, so a line is capped with it.
    private void Measure(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            int length = end < 0 ? bytes.Length : end;
            _eventLength += length;
            if (_eventLength > MaximumLength)
            {
                throw TooLong("event", MaximumLength);
            }

            if (end < 0)
            {
                _lineIsEmpty &= length == 0;
                return;
            }

            if (_lineIsEmpty && length == 0)
            {
                _eventLength = 0;
            }

            _lineIsEmpty = true;
            bytes = bytes.Slice(end + 1);
        }
    }
}
