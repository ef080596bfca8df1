using System.Net;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Client;

/// <summary>The body of one attempt. Its length is known beforehand, as many proxies want it.</summary>
internal sealed class RequestContent : HttpContent
{
    private readonly RequestBody _body;
    private readonly Action _progress;
    private readonly CancellationToken _token;

    public RequestContent(RequestBody body, Action progress, CancellationToken token)
    {
        _body = body;
        _progress = progress;
        _token = token;
        Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
    }

    /// <summary>The whole body has been handed to the network: the server may be working on it, whatever comes after.</summary>
    public bool IsWritten { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await _body.WriteToAsync(stream, _progress, _token).ConfigureAwait(false);
        IsWritten = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
