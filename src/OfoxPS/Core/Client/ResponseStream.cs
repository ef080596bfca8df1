using System.Buffers;
using System.Text;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Client;

/// <summary>
/// The body of a response. Every byte restarts the limit of silence, sizes are limited, and the beginning can be read ahead. For a stream
/// of events it completes an unfinished last event, which the parser would drop.
/// </summary>
/// <param name="inner">The body.</param>
/// <param name="progress">Told after each read.</param>
/// <param name="waits">Told where a read has to wait for the server.</param>
/// <param name="reserve">
/// Takes so many bytes more of the memory, and gives what has to end before; null, or nothing, where there is nothing to wait for.
/// </param>
/// <param name="memory">Where what is kept here counts; null where nobody counts.</param>
/// <param name="longestEvent">The longest event, in bytes.</param>
internal sealed class ResponseStream(
    Stream inner, Action progress, Action? waits = null, Func<long, Task?>? reserve = null, ConversationMemory? memory = null,
    int longestEvent = ResponseStream.MaximumLength)
    : ReadOnlyStream(inner)
{
    /// <summary>The longest line of a stream of events, and the longest body: 64 MiB.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    // In bytes: enough for the longest field name of an event, "event:".
    private const int LongestField = 8;

    private const int StartLength = 1024;
    private const int BlockLength = 16 * 1024;

    // In bytes. For a larger body memory is reserved by its Content-Length before it is read.
    private const int LargeBody = 1024 * 1024;

    // The memory of a body together with the text that it becomes, as a multiple of its length.
    private const int WithText = 3;

    // In bytes. A smaller event is not counted.
    private const int LargeEvent = 64 * 1024;

    private static readonly byte[] EndOfEvent = [(byte)'\n', (byte)'\n'];

    private readonly Stream _inner = inner;
    private byte[] _start = ArrayPool<byte>.Shared.Rent(StartLength);
    private int _startLength;
    private int _startRead;
    private bool _events;
    private long _eventLength;
    private bool _lineIsEmpty = true;
    private bool _lastWasReturn;
    private int _endRead;

    /// <summary>The stream of events ended before an event did.</summary>
    public bool EndedInEvent { get; private set; }

    /// <summary>
    /// The beginning of the body after white space and a byte order mark, long enough to tell JSON, markup and events apart; empty for an
    /// empty body.
    /// </summary>
    public async ValueTask<string> PeekAsync(CancellationToken token)
    {
        while (true)
        {
            int at = 0;
            while (at < _startLength && _start[at] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0xEF or 0xBB or 0xBF)
            {
                at++;
            }

            if (at == _start.Length)
            {
                // Some servers send white space to keep the connection open.
                _startLength = at = 0;
            }

            int length = Math.Min(LongestField, _startLength - at);
            string start = Encoding.ASCII.GetString(_start, at, length);
            if (length == LongestField || (length > 0 && (start[0] is '{' or '[' or '<' || start.IndexOfAny([':', '\n', '\r']) >= 0)))
            {
                return start;
            }

            int read = await ReadInnerAsync(_start, _startLength, _start.Length - _startLength, token).ConfigureAwait(false);
            if (read == 0)
            {
                return start;
            }

            _startLength += read;
        }
    }

    /// <summary>Reads on as a stream of events.</summary>
    public ResponseStream AsEvents()
    {
        _events = true;
        return this;
    }

    /// <summary>
    /// What a body counts for until it has been read: a large one with the text that it becomes, so that there is room for that too.
    /// </summary>
    public static long SizeOf(int length) => length > LargeBody ? WithText * (long)length : length;

    /// <summary>Reads the whole body, up to the cap.</summary>
    /// <param name="maximum">The longest body, in bytes.</param>
    /// <param name="announced">How long it is as the server says; null where it does not say.</param>
    /// <param name="token">Ends the wait.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(int maximum, long? announced, CancellationToken token)
    {
        if (announced > maximum)
        {
            throw TooLong("body", maximum);
        }

        // A connection remembers the buffer of its last read for as long as it lives, so it is never a long one.
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        byte[] body = [];
        int length = 0;
        int read;
        while ((read = await ReadAsync(block, 0, block.Length, token).ConfigureAwait(false)) > 0)
        {
            if (length + read > maximum)
            {
                throw TooLong("body", maximum);
            }

            if (length + read > body.Length)
            {
                int larger = announced is { } total && total >= length + read && length >= LargeBody ? (int)total
                    : Math.Max(length + read, 2 * length);
                if (larger <= LargeBody)
                {
                    memory?.Change(larger);
                }
                else if (reserve?.Invoke(SizeOf(larger)) is { } wait)
                {
                    await wait.ConfigureAwait(false);
                }

                int before = body.Length;
                Array.Resize(ref body, larger);
                memory?.Discard(SizeOf(before));
            }

            Array.Copy(block, 0, body, length, read);
            length += read;
        }

        // From here on the returned bytes count, not the buffers.
        memory?.Change(SizeOf(length) - SizeOf(body.Length));

        // Buffers are not returned after an exception: a read that was abandoned may still write into them.
        ArrayPool<byte>.Shared.Return(block);
        ArrayPool<byte>.Shared.Return(_start);
        _start = [];
        return body.AsMemory(0, length);
    }

    private void Count(long eventLength)
    {
        if (memory is not null && (eventLength > LargeEvent || _eventLength > LargeEvent))
        {
            memory.Change(eventLength - _eventLength);
        }

        _eventLength = eventLength;
    }

    /// <summary>Reads the beginning of a body, as long as it may be, or all of it.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadStartAsync(int longest, CancellationToken token)
    {
        using MemoryStream start = new();
        await CopyStartAsync(start, longest, token).ConfigureAwait(false);
        return start.ToArray();
    }

    /// <summary>Reads what can be had of the body: to its end, to a length, or until it breaks off.</summary>
    public async Task<byte[]> ReadSomeAsync(int maximum, CancellationToken token)
    {
        using MemoryStream body = new();
        try
        {
            await CopyStartAsync(body, maximum, token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The time is over: what has been read is used.
        }

        return body.ToArray();
    }

    private async Task CopyStartAsync(MemoryStream target, int longest, CancellationToken token)
    {
        byte[] buffer = new byte[BlockLength];
        int read;
        while (target.Length < longest && (read = await ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) > 0)
        {
            target.Write(buffer, 0, read);
        }
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
            read = await ReadInnerAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }

        if (_events)
        {
            if (read == 0 && _endRead < EndOfEvent.Length)
            {
                EndedInEvent |= _eventLength > 0;
                read = Math.Min(count, EndOfEvent.Length - _endRead);
                Array.Copy(EndOfEvent, _endRead, buffer, offset, read);
                _endRead += read;
            }

            Measure(buffer.AsSpan(offset, read));
        }

        return read;
    }

    private async ValueTask<int> ReadInnerAsync(byte[] buffer, int offset, int count, CancellationToken token)
    {
        if (reserve?.Invoke(0) is { } wait)
        {
            await wait.ConfigureAwait(false);
        }

        Task<int> read = Poly.ReadAsync(_inner, buffer, offset, count, token);
        if (!read.IsCompleted)
        {
            waits?.Invoke();
        }

        int length = await read.ConfigureAwait(false);
        progress();
        return length;
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
            bool secondHalf = _lastWasReturn && end == 0 && bytes[0] == (byte)'\n';
            _lastWasReturn = end >= 0 && bytes[end] == (byte)'\r';
            Count(_eventLength + length);
            _lineIsEmpty &= length == 0;
            if (_eventLength > longestEvent)
            {
                throw TooLong("event", longestEvent);
            }

            if (end < 0)
            {
                return;
            }

            if (!secondHalf)
            {
                Count(_lineIsEmpty ? 0 : _eventLength);
                _lineIsEmpty = true;
            }

            bytes = bytes.Slice(end + 1);
        }
    }
}
