using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire;

/// <summary>What the scripts of raw connections are made of.</summary>
internal static class Script
{
    public const string Json = "application/json";
    public const string Sse = "text/event-stream";

    public const string Whole =
        """{"id":"c1","object":"chat.completion","created":1,"model":"m/x","choices":[{"index":0,"message":"""
            + """{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2"""
            + ""","total_tokens":3}}""";

    public const string FirstChunk =
        """data: {"id":"c1","model":"m/x","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}"""
            + "\n\n";

    public const string LastChunk =
        """data: {"id":"c1","model":"m/x","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}""" + "\n\n";

    public const string Done = "data: [DONE]\n\n";

    public const string Events = FirstChunk + LastChunk + Done;

    /// <summary>Reads the request, then does this.</summary>
    public static Func<WireConnection, Task> Then(Func<WireConnection, Task> act) => async connection =>
    {
        if (await connection.ReadRequestAsync())
        {
            await act(connection);
        }
    };

    /// <summary>Reads the request, sends this, and closes.</summary>
    public static Func<WireConnection, Task> Raw(string text) => Then(connection => connection.SendAsync(text));

    /// <summary>Reads the request, sends this, and resets.</summary>
    public static Func<WireConnection, Task> RawThenReset(string text) => RawThenReset(_ => text);

    public static Func<WireConnection, Task> RawThenReset(Func<WireConnection, string> text) => Then(async connection =>
    {
        await connection.SendAsync(text(connection));

        // Where a reset overtakes what has not been read, the client must have had its time.
        await Task.Delay(100, connection.Stopping);
        connection.Reset();
    });

    /// <summary>Reads the request, sends this, and is silent.</summary>
    public static Func<WireConnection, Task> RawThenSilence(string text) => Then(async connection =>
    {
        await connection.SendAsync(text);
        await connection.WaitForHangUpAsync();
    });

    /// <summary>A well-formed reply.</summary>
    public static Func<WireConnection, Task> Reply(string status, string body, string type = Json, params string[] headers) =>
        Reply(status, Encoding.UTF8.GetBytes(body), type, headers);

    public static Func<WireConnection, Task> Reply(string status, byte[] body, string type = Json, params string[] headers) =>
        Then(connection => connection.SendAsync(Message(status, body, type, headers)));

    /// <summary>The good answer, whole or streamed as it was asked for.</summary>
    public static Func<WireConnection, Task> Good(params string[] headers) => Then(connection => GoodAsync(connection, headers));

    public static Task GoodAsync(WireConnection connection, params string[] headers) => connection.SendAsync(
        Message("200 OK", Encoding.UTF8.GetBytes(Body(connection)), Type(connection), headers));

    /// <summary>This the first time, then the good answer.</summary>
    public static Func<WireConnection, Task> Once(Func<WireConnection, Task> first) => connection =>
        connection.Order == 1 ? first(connection) : Good()(connection);

    /// <summary>The good answer's body made into other bytes.</summary>
    public static Func<WireConnection, Task> Changed(Func<byte[], byte[]> change, params string[] headers) =>
        Then(connection => connection.SendAsync(
        Message("200 OK", change(Encoding.UTF8.GetBytes(Body(connection))), Type(connection), headers)));

    /// <summary>This at the beginning, then this for as long as the client listens.</summary>
    public static Func<WireConnection, Task> Endless(string start, Func<int, string> more, int pauseMilliseconds = 0) =>
        Then(async connection =>
    {
        await connection.SendAsync(start);
        for (int i = 0; ; i++)
        {
            await connection.SendAsync(more(i));
            await Task.Delay(pauseMilliseconds, connection.Stopping);
        }
    });

    /// <summary>The head of a reply whose body has no length but ends with the connection.</summary>
    public static string Head(string type = Sse, string status = "200 OK", params string[] headers) =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nConnection: "
            + $"close\r\n{string.Concat(headers.Select(static line => line + "\r\n"))}\r\n";

    /// <summary>One piece of a chunked body.</summary>
    public static string Chunk(string text) => $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";

    public static string Body(WireConnection connection) => connection.Streamed ? Events : Whole;

    public static string Type(WireConnection connection) => connection.Streamed ? Sse : Json;

    private static byte[] Message(string status, byte[] body, string type, string[] headers)
    {
        string kind = type.Length == 0 ? "" : $"Content-Type: {type}\r\n";
        string head =
            $"HTTP/1.1 {status}\r\n{kind}Content-Length: {body.Length}\r\nConnection: "
                + $"close\r\n{string.Concat(headers.Select(static line => line + "\r\n"))}\r\n";
        return [.. Encoding.Latin1.GetBytes(head), .. body];
    }
}
