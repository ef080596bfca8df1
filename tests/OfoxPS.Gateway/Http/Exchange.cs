using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using OfoxPS.Gateway.Hosting;
using OfoxPS.Gateway.Log;

namespace OfoxPS.Gateway.Http;

/// <summary>One request of the API and the way its answer takes.</summary>
internal sealed class Exchange(HttpContext http, RequestEntry entry, GatewayState state)
{
    private bool reset;

    public HttpContext Http { get; } = http;

    public RequestEntry Entry { get; } = entry;

    public GatewayState State { get; } = state;

    /// <summary>Cancelled when the client closes the connection.</summary>
    public CancellationToken HungUp => Http.RequestAborted;

    /// <summary>The connection was lost, and not by our own doing.</summary>
    public bool ClientHungUp => HungUp.IsCancellationRequested && !reset;

    public IHeaderDictionary Headers => Http.Response.Headers;

    public Task SendErrorAsync(ApiError error) => SendJsonAsync(error.Status, error.ToJson());

    public Task SendJsonAsync(int status, JsonNode body) => SendTextAsync(status, "application/json", WireJson.Text(body));

    public Task SendTextAsync(int status, string contentType, string text) =>
        SendBytesAsync(status, contentType, Encoding.UTF8.GetBytes(text));

    public async Task SendBytesAsync(int status, string contentType, byte[] bytes)
    {
        Begin(status, contentType);
        Http.Response.ContentLength = bytes.Length;
        await Http.Response.Body.WriteAsync(bytes, HungUp);
        await Http.Response.CompleteAsync();
    }

    public async Task SendGzipAsync(int status, string contentType, string text)
    {
        using MemoryStream buffer = new();
        await using (GZipStream gzip = new(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text), HungUp);
        }

        Headers.ContentEncoding = "gzip";
        await SendBytesAsync(status, contentType, buffer.ToArray());
    }

    public void Begin(int status, string contentType)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = contentType;
        Entry.Status = status;
    }

    public void AddHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach ((string name, string value) in headers)
        {
            Headers[name] = value;
        }
    }

    /// <summary>Closes the connection with a TCP reset.</summary>
    public void Reset()
    {
        reset = true;
        Http.Abort();
    }

    public Task WaitForHangUpAsync() => Task.Delay(Timeout.Infinite, HungUp);
}
