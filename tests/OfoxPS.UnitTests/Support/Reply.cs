using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace OfoxPS.UnitTests.Support;

/// <summary>Answers of a server that is not there.</summary>
internal static class Reply
{
    public const string Hello = """
        data: {"id":"c1","model":"m/x","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}

        data: {"id":"c1","model":"m/x","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    /// <summary>The first of the two chunks of <see cref="Hello"/>.</summary>
    public static string FirstChunk => Hello[..(Hello.IndexOf("\n\n", System.StringComparison.Ordinal) + 2)];

    public static HttpResponseMessage Stream(string text = Hello, params string[] headers) =>
        Of(200, new ScriptedStream(text), "text/event-stream", headers);

    public static HttpResponseMessage Json(string text, int status = 200, params string[] headers) =>
        Of(status, new ScriptedStream(text), "application/json", headers);

    public static HttpResponseMessage Error(int status, params string[] headers) => Json(
        $$$"""{"error":{"message":"words of {{{status}}}","type":"some_type","param":null,"code":null}}""", status, headers);

    /// <param name="status">The status.</param>
    /// <param name="body">The body.</param>
    /// <param name="mediaType">The media type; empty for none.</param>
    /// <param name="headers">Each as <c>name: value</c>.</param>
    public static HttpResponseMessage Of(int status, Stream body, string mediaType, params string[] headers)
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StreamContent(body) };
        if (mediaType.Length > 0)
        {
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }

        foreach (string[] header in headers.Select(static line => line.Split(": ", 2)))
        {
            response.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return response;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
