using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>What the refusals of a server at an address mean.</summary>
internal sealed class HttpRefusal
{
    // Characters of a refusal that an error shows, and bytes of it that are read.
    private const int LongestShown = 300;
    private const int LongestRead = 64 * 1024;

    // How long the words of a refusal are waited for: its status says the most of it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Uri _address;
    private readonly Redactor _redactor;

    /// <param name="address">The address.</param>
    /// <param name="redactor">Masks secrets in what is shown.</param>
    public HttpRefusal(Uri address, Redactor redactor)
    {
        _address = address;
        _redactor = redactor;
    }

    /// <summary>Reads a refusal, whose content can be read again afterwards.</summary>
    /// <returns>The error; null where the refusal is an answer of the protocol, which the SDK reads.</returns>
    public async Task<OfoxException?> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        byte[] body = await ReadBodyAsync(response, stop).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.Location is { } other)
        {
            return new OfoxException(
                OfoxErrorKind.OfoxEndpointNotFound, $"The MCP server at {_address.Host} redirects to {other}")
            {
                StatusCode = status,
                Remedy = "Give that address with -Uri if you trust it."
            };
        }

        string wanted = response.Headers.WwwAuthenticate.Count > 0
            ? " and asks for: "
                + $"{ShownText.Start(Encoding.UTF8.GetBytes(response.Headers.WwwAuthenticate.ToString()), LongestShown, _redactor)}"
            : string.Empty;
        string? message = MessageOf(body);
        string words = Words(message, body);
        return status switch
        {
            401 =>
                new OfoxException(OfoxErrorKind.OfoxAuthenticationFailed, $"The MCP server at {_address.Host} needs a login{wanted}{words}")
                {
                    StatusCode = status,
                    Remedy = "Get a token from whoever runs the server, and give it with -Header @{ Authorization = 'Bearer ...' }. "
                    + "OfoxPS opens no browser for a login.",
                },
            403 =>
                new OfoxException(
                    OfoxErrorKind.OfoxPermissionDenied,
                    $"The MCP server at {_address.Host} does not allow this{wanted}{words}")
                {
                    StatusCode = status,
                    Remedy = "Check the token in -Header."
                },
            < 500 when message is not null => null,
            404 or 405 =>
                new OfoxException(
                    OfoxErrorKind.OfoxEndpointNotFound,
                    $"There is no MCP server at {_address.GetLeftPart(UriPartial.Path)}{words}")
                {
                    StatusCode = status,
                    Remedy = "Check the path of the address; it often ends in /mcp."
                },
            _ =>
                new OfoxException(
                    status >= 500 ? OfoxErrorKind.OfoxServerError : OfoxErrorKind.OfoxConnectionFailed,
                    $"The MCP server at {_address.Host} refuses{words}")
                { StatusCode = status, Remedy = "Ask whoever runs the server." },
        };
    }

    // A page for browsers says nothing that an error could.
    private string Words(string? message, byte[] body)
    {
        ReadOnlySpan<byte> text = message is not null ? Encoding.UTF8.GetBytes(message) : body.AsSpan().Trim(" \t\r\n"u8);
        return text.IsEmpty || text[0] == (byte)'<' ? string.Empty : $": {ShownText.Start(text, LongestShown, _redactor)}";
    }

    // The message of an error of JSON-RPC; null where it is none.
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

    // Whoever reads the content afterwards gets what was read of it.
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
