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
    private bool complete;
    private bool lost;

    public HttpContext Http { get; } = http;

    public RequestEntry Entry { get; } = entry;

    public GatewayState State { get; } = state;

    /// <summary>Cancelled when the client closes the connection.</summary>
    public CancellationToken HungUp => Http.RequestAborted;

    /// <summary>
    /// The connection was lost before everything was sent, and not by our own doing. A client that closes as soon as it
    /// has read the last event did not hang up.
    /// </summary>
    public bool ClientHungUp => (lost || HungUp.IsCancellationRequested) && !reset && !complete;

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
        await CompleteAsync();
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

    public Task CompleteAsync()
    {
        complete = true;
        return Http.Response.CompleteAsync();
    }

    /// <summary>Notes that the connection broke although the server was not told so yet.</summary>
    public void Lose()
    {
        lost = true;
        Http.Abort();
    }

    /// <summary>Closes the connection with a TCP reset.</summary>
    public void Reset()
    {
        reset = true;
        Http.Abort();
    }

    public Task WaitForHangUpAsync() => Task.Delay(Timeout.Infinite, HungUp);
}
