using System.Net;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>The content of an answer. Reading it fails at a message of more than <see cref="McpLimits.MessageBytes"/>.</summary>
internal sealed class LimitedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly Action<Exception> _failed;

    /// <param name="content">The content as it comes.</param>
    /// <param name="failed">Is told why it cannot be read to its end.</param>
    public LimitedContent(HttpContent content, Action<Exception> failed)
    {
        _content = content;
        _failed = failed;
        foreach (var header in content.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync()
    {
        Stream source = await _content.ReadAsStreamAsync().ConfigureAwait(false);
        return new LimitedStream(source, McpLimits.MessageBytes, _content.Headers.ContentType?.MediaType == "text/event-stream", _failed);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using Stream source = await CreateContentReadStreamAsync().ConfigureAwait(false);
        await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
