using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>The body of an answer, in which no line, and so no message, is longer than may be.</summary>
internal sealed class LimitedContent : HttpContent
{
    private readonly HttpContent _content;

    public LimitedContent(HttpContent content)
    {
        _content = content;
        foreach (var header in content.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new LimitedStream(await _content.ReadAsStreamAsync().ConfigureAwait(false), McpLimits.MessageBytes);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using Stream source = await CreateContentReadStreamAsync().ConfigureAwait(false);
        await source.CopyToAsync(stream, CancellationToken.None).ConfigureAwait(false);
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
