using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>The errors for HTTP responses with which a server at an address refuses a request.</summary>
internal sealed class HttpRefusal(Uri address, Redactor redactor)
{
    // Characters of a refusal that an error shows, and bytes of it that are read.
    private const int LongestShown = 300;
    private const int LongestRead = 64 * 1024;

    // How long the body of a refusal is waited for. Its status says the most of it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly string _server = $"The MCP server at {address.Host}";

    /// <summary>Reads a refusal, whose content can be read again afterwards.</summary>
    /// <returns>The error; null where the refusal is an answer of the protocol, which the SDK reads.</returns>
    public async Task<OfoxException?> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        byte[] body = await ReadBodyAsync(response, stop).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        string? message = MessageOf(body);
        string words = Words(message, body);
        string wanted = Wanted(response);
        (OfoxErrorKind Kind, string Message, string Remedy)? refusal = status switch
        {
            >= 300 and < 400 when response.Headers.Location is { } other =>
                (OfoxErrorKind.OfoxEndpointNotFound, $"{_server} redirects to {other}", "Give that address with -Uri if you trust it."),
            401 => (
                OfoxErrorKind.OfoxAuthenticationFailed,
                $"{_server} needs a login{wanted}{words}",
                "Get a token from whoever runs the server, and give it with -Header @{ Authorization = 'Bearer ...' }. "
                    + "OfoxPS opens no browser for a login."),
            403 => (OfoxErrorKind.OfoxPermissionDenied, $"{_server} does not allow this{wanted}{words}", "Check the token in -Header."),
            < 500 when message is not null => null,
            404 or 405 => (
                OfoxErrorKind.OfoxEndpointNotFound,
                $"There is no MCP server at {address.GetLeftPart(UriPartial.Path)}{words}",
                "Check the path of the address; it often ends in /mcp."),
            _ => (
                status >= 500 ? OfoxErrorKind.OfoxServerError : OfoxErrorKind.OfoxConnectionFailed,
                $"{_server} refuses{words}",
                "Ask whoever runs the server."),
        };
        return refusal is { } known ? CallFailure.Of(known.Kind, known.Message, known.Remedy, status: status) : null;
    }

    // How the server wants to be logged in to (header WWW-Authenticate), as the rest of a sentence.
    private string Wanted(HttpResponseMessage response)
    {
        byte[] header = Encoding.UTF8.GetBytes(response.Headers.WwwAuthenticate.ToString());
        return header.Length == 0 ? string.Empty : $" and asks for: {ShownText.Start(header, LongestShown, redactor)}";
    }

    // The words of a refusal, as the end of a sentence; empty for HTML, whose beginning says nothing to a reader.
    private string Words(string? message, byte[] body)
    {
        ReadOnlySpan<byte> text = message is not null ? Encoding.UTF8.GetBytes(message) : body.AsSpan().Trim(" \t\r\n"u8);
        return text.IsEmpty || text[0] == (byte)'<' ? string.Empty : $": {ShownText.Start(text, LongestShown, redactor)}";
    }

    // The message of an error of JSON-RPC; null where the body is none.
    private static string? MessageOf(byte[] body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("jsonrpc", out _)
                && json.RootElement.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("message", out JsonElement message) ? message.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Reads the body and puts what was read in its place, so that the content can be read again.
    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestWait);
        byte[] buffer = new byte[LongestRead];
        int length = 0;
        try
        {
            using Stream stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            for (int count = 1; count > 0 && length < buffer.Length; length += count)
            {
                count = await stream.ReadAsync(buffer.AsMemory(length), limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException or InvalidDataException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
        }

        byte[] body = buffer[..length];
        ByteArrayContent read = new(body);
        read.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = read;
        return body;
    }
}
