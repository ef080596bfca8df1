using OfoxPS.Core.Client;

namespace OfoxPS.Mcp;

/// <summary>
/// The body of an answer over HTTP. Reading fails at a message that is too long. The SDK ignores a body that cannot be read to its end, so
/// whoever made this is told of it.
/// </summary>
/// <param name="source">The body.</param>
/// <param name="longest">The most bytes of a message.</param>
/// <param name="announced">How long the server says that the body is, in bytes; null where it does not say.</param>
/// <param name="isEvents">
/// The body is a stream of events, each a message, which an empty line ends; it is one message otherwise.
/// </param>
/// <param name="failed">Is told why the body cannot be read to its end.</param>
internal sealed class LimitedStream(Stream source, int longest, long? announced, bool isEvents, Action<Exception> failed)
    : ReadOnlyStream(source)
{
    private readonly Stream _source = source;
    private long _length;
    private bool _isLineEmpty = true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            Check(isEvents ? 0 : announced ?? 0);
            int count = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Count(buffer.Span[..count]);
            return count;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException)
        {
            failed(error);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Adds to the length of the message that is being read; each event of a stream is a message.
    private void Count(ReadOnlySpan<byte> read)
    {
        while (isEvents && read.IndexOf((byte)'\n') is >= 0 and int end)
        {
            _isLineEmpty &= read[..end] is [] or [(byte)'\r'];
            _length = _isLineEmpty ? 0 : _length + end + 1;
            Check(_length);
            _isLineEmpty = true;
            read = read[(end + 1)..];
        }

        _isLineEmpty &= read is [] or [(byte)'\r'];
        _length += read.Length;
        Check(_length);
    }

    private void Check(long length)
    {
        if (length > longest)
        {
            throw new InvalidDataException($"sent a message of more than {longest} bytes");
        }
    }
}
