using System.Buffers;
using System.Text.Json;
using OfoxPS.Core.Client;
using OfoxPS.Core.Mcp;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>
/// The stdout of a server as the SDK reads it: whole messages of JSON, one a line, and nothing else. The SDK ignores a line that it cannot
/// read, and the caller would wait until the time is over; here such a line ends the connection and says why.
/// </summary>
/// <param name="source">The stdout of the server.</param>
/// <param name="notify">Takes each line that is no message.</param>
/// <param name="redactor">Masks secrets in what is shown.</param>
internal sealed class MessageStream(Stream source, Action<McpNotice> notify, Redactor redactor) : ReadOnlyStream
{
    // Characters of a line that an error shows.
    private const int LongestShown = 200;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new();
    private ReadOnlyMemory<byte> _unread;
    private ReadOnlyMemory<byte> _ready;

    // Bytes of the lines so far that were no messages.
    private long _noise;

    /// <summary>What is wrong with what the server wrote; null if nothing.</summary>
    public string? Problem { get; private set; }

    /// <summary>The first line that was no message; null if there was none.</summary>
    public string? Noise { get; private set; }

    /// <summary>Whether the server has closed its stdout.</summary>
    public bool HasEnded { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty)
        {
            if (!await NextLineAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }
        }

        int count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Reads the next line, which becomes _ready where it is a message. False where the stdout has ended.
    private async ValueTask<bool> NextLineAsync(CancellationToken stop)
    {
        _line.ResetWrittenCount();
        while (true)
        {
            if (_unread.IsEmpty)
            {
                int count = await source.ReadAsync(_buffer, stop).ConfigureAwait(false);
                if (count == 0)
                {
                    HasEnded = true;
                    return _line.WrittenCount > 0 && Take();
                }

                _unread = _buffer.AsMemory(0, count);
            }

            int end = _unread.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> part = end < 0 ? _unread : _unread[..(end + 1)];
            _unread = _unread[part.Length..];
            if (_line.WrittenCount + part.Length > McpLimits.MessageBytes)
            {
                throw Wrong($"sent a message of more than {McpLimits.MessageBytes} bytes");
            }

            _line.Write(part.Span);
            if (end >= 0)
            {
                return Take();
            }
        }
    }

    // Takes a whole line. One that is no JSON is told and skipped: a server may greet on its stdout, which the protocol forbids.
    private bool Take()
    {
        ReadOnlySpan<byte> text = _line.WrittenSpan.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'{' or (byte)'['))
        {
            Noise ??= Shown(text);
            notify(new McpNotice(McpNoticeKind.Verbose, Shown(text)));
            _noise += text.Length;
            return _noise <= McpLimits.NoiseBytes ? true : throw Wrong($"wrote text to its stdout that is no message, such as: {Noise}");
        }

        try
        {
            Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = McpLimits.Depth });
            while (reader.Read())
            {
            }
        }
        catch (JsonException error)
        {
            throw Wrong($"sent a message that cannot be read ({error.Message.TrimEnd('.')}): {Shown(text)}");
        }

        _ready = _line.WrittenMemory;
        return true;
    }

    private string Shown(ReadOnlySpan<byte> text) => ShownText.Start(text, LongestShown, redactor);

    private InvalidDataException Wrong(string problem) => new(Problem = problem);
}
