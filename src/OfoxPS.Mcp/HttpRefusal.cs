using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>The errors for HTTP responses with which a server at an address refuses a request.</summary>
/// <param name="address">The address of the server.</param>
/// <param name="redactor">Masks secrets in what is shown.</param>
internal sealed class HttpRefusal(Uri address, Redactor redactor)
{
    // Characters of a refusal that an error shows, and bytes of it that are read.
    private const int LongestShown = 300;
    private const int LongestRead = 64 * 1024;

    // How long the body of a refusal is waited for. Its status says the most of it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly string _server = $"The MCP server at {address.Host}";
    private readonly Redactor _redactor = redactor;

    /// <summary>Reads a refusal, whose content can be read again afterwards.</summary>
    /// <returns>The error; null where the refusal is an answer of the protocol, which the SDK reads.</returns>
    public async Task<OfoxException?> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        byte[] body = await ReadBodyAsync(response, stop).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.Location is { } other)
        {
            string redirection = $"{_server} redirects to {other}";
            return Of(OfoxErrorKind.OfoxEndpointNotFound, redirection, "Give that address with -Uri if you trust it.", status);
        }

        string? message = MessageOf(body);
        string words = Words(message, body);
        string wanted = Wanted(response);
        return status switch
        {
            401 => Of(
                OfoxErrorKind.OfoxAuthenticationFailed,
                $"{_server} needs a login{wanted}{words}",
                "Get a token from whoever runs the server, and give it with -Header @{ Authorization = 'Bearer ...' }. "
                    + "OfoxPS opens no browser for a login.",
                status),
            403 => Of(
                OfoxErrorKind.OfoxPermissionDenied, $"{_server} does not allow this{wanted}{words}", "Check the token in -Header.", status),
            < 500 when message is not null => null,
            404 or 405 => Of(
                OfoxErrorKind.OfoxEndpointNotFound,
                $"There is no MCP server at {address.GetLeftPart(UriPartial.Path)}{words}",
                "Check the path of the address; it often ends in /mcp.",
                status),
            _ => Of(
                status >= 500 ? OfoxErrorKind.OfoxServerError : OfoxErrorKind.OfoxConnectionFailed,
                $"{_server} refuses{words}",
                "Ask whoever runs the server.",
                status),
        };
    }

    private static OfoxException Of(OfoxErrorKind kind, string message, string remedy, int status) =>
        CallFailure.Of(kind, message, remedy, status: status);

    // How the server wants to be logged in to (header WWW-Authenticate), as the rest of a sentence.
    private string Wanted(HttpResponseMessage response)
    {
        byte[] header = Encoding.UTF8.GetBytes(response.Headers.WwwAuthenticate.ToString());
        return header.Length == 0 ? string.Empty : $" and asks for: {ShownText.Start(header, LongestShown, _redactor)}";
    }

    // The words of a refusal, as the end of a sentence; empty for HTML, whose beginning says nothing to a reader.
    private string Words(string? message, byte[] body)
    {
        ReadOnlySpan<byte> text = message is not null ? Encoding.UTF8.GetBytes(message) : body.AsSpan().Trim(" \t\r\n"u8);
        return text.IsEmpty || text[0] == (byte)'<' ? string.Empty : $": {ShownText.Start(text, LongestShown, _redactor)}";
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
