using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Bodies that are not as long as their headers say, and chunks that are none.</summary>
internal static class LengthFaults
{
    private static readonly Outcome Answer = new(Outcome.Answer);
    private static readonly Outcome Nonsense = new("OfoxInvalidResponse");
    private static readonly Outcome Cut = new("OfoxStreamTruncated", 3);
    private static readonly Outcome CutLater = new("OfoxStreamTruncated", 1, "Hel");

    public static IEnumerable<WireFault> All { get; } =
    [
        new("a length too long", "announces more than it sends, half of the answer", Sized(1_000, half: true), Cut, CutLater),
        new("a length too long by one", "announces one byte more than the answer has",
            Script.Then(c => c.SendAsync(Sized(c, Script.Body(c).Length + 1, Script.Body(c)))), Cut, Answer),
        new("a length too short", "announces half of the answer and sends all of it",
            Script.Then(c => c.SendAsync(Sized(c, Half(c).Length, Script.Body(c)))), Nonsense, CutLater),
        new("a length of nothing", "announces a body of 0 bytes with 200", Script.Then(c => c.SendAsync(Sized(c, 0, ""))),
            new("OfoxInvalidResponse", 3)) { Says = "with nothing" },
        new("204 No Content", "`204` and no body", Script.Raw("HTTP/1.1 204 No Content\r\n\r\n"),
            new("OfoxInvalidResponse", 3)) { Says = "with nothing" },
        new("two lengths", "two `Content-Length` that differ",
            Script.Then(c => c.SendAsync(Sized(c, 5, Script.Body(c), "Content-Length: 7"))), Nonsense, Cut),
        new("a length that is no number", "`Content-Length: ten`",
            Script.Then(c =>
            c.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: {Script.Type(c)}\r\nContent-Length: ten\r\n\r\n{Script.Body(c)}")), Answer),
        new("length and chunks", "`Content-Length: 3` beside a chunked body",
            Chunked((c, body) => Script.Chunk(body) + "0\r\n\r\n", "Content-Length: 3"), Answer),
        new("bytes after the end", "more bytes after the announced end",
            Script.Then(c => c.SendAsync(Sized(c, Script.Body(c).Length, Script.Body(c) + "HTTP/1.1 garbage"))), Answer),
        new("chunks one byte long", "the answer in chunks of one byte",
            Chunked((c, body) => string.Concat(body.Select(one => Script.Chunk(one.ToString()))) + "0\r\n\r\n"), Answer),
        new("chunk extensions and trailers", "chunks with extensions, and headers after the last one",
            Chunked((c, body) => $"{body.Length:X};a=\"b\"\r\n{body}\r\n0;last\r\nx-late: yes\r\n\r\n"), Answer),
        new("no last chunk", "the end after the answer, without the last chunk", Chunked((c, body) => Script.Chunk(body)), Cut, Answer),
        new("chunk cut", "the end in the middle of a chunk", Chunked((c, body) => $"{body.Length:x}\r\n{Half(c)}"), Cut, CutLater),
        new("chunk cut by a reset", "a reset in the middle of a chunk", ResetInChunkAsync, new("OfoxConnectionFailed", 3),
            new("OfoxConnectionFailed", 1, "Hel")),
        new("a chunk size that is no number", "half of the answer, then a chunk of size `zz`", HalfThen("zz\r\nlo\r\n"), Cut, CutLater),
        new("a chunk size beyond all bounds", "half of the answer, then a chunk of 2^72 bytes", HalfThen("1000000000000000000\r\nlo\r\n"),
            Cut, CutLater),
        new("a negative chunk size", "half of the answer, then a chunk of size `-5`", HalfThen("-5\r\nlo\r\n"), Cut, CutLater),
        new("a chunk longer than its size", "half of the answer, then a chunk that is longer than it says",
            HalfThen("2\r\nlonger\r\n0\r\n\r\n"), Cut, CutLater),
        new("an endless chunk extension", "an extension for as long as the client listens",
            Script.Endless(Script.Head(Script.Json, "200 OK", "Transfer-Encoding: chunked") + "5;", _ => new string('e', 5_000)),
            new("OfoxConnectionFailed", 3)) { Says = "chunk was too large" },
        new("endless trailers", "the answer, then headers for as long as the client listens", EndlessTrailersAsync, Nonsense, Answer),
    ];

    private static string Half(WireConnection connection) =>
        connection.Streamed ? Script.FirstChunk : Script.Whole[..(Script.Whole.Length / 2)];

    private static Func<WireConnection, Task> Sized(int length, bool half) => Script.Then(connection =>
        connection.SendAsync(Sized(connection, length, half ? Half(connection) : Script.Body(connection))));

    private static string Sized(WireConnection connection, int length, string body, string header = "x-more: none") =>
        $"HTTP/1.1 200 OK\r\nContent-Type: {Script.Type(connection)}\r\nContent-Length: {length}\r\n{header}\r\n\r\n{body}";

    private static Func<WireConnection, Task> Chunked(Func<WireConnection, string, string> body, string header = "x-more: none") =>
        Script.Then(connection =>
        connection.SendAsync(
            Script.Head(Script.Type(connection), "200 OK", "Transfer-Encoding: chunked", header)
            + body(connection, Script.Body(connection))));

    // What comes in one packet with nonsense is lost with it.
    private static Func<WireConnection, Task> HalfThen(string chunk) => Script.Then(async connection =>
    {
        await connection.SendAsync(
            Script.Head(Script.Type(connection), "200 OK", "Transfer-Encoding: chunked") + Script.Chunk(Half(connection)));
        await Task.Delay(200, connection.Stopping);
        await connection.SendAsync(chunk);
    });

    private static Task ResetInChunkAsync(WireConnection connection) => Script.RawThenReset(connection => string.Concat(
        Script.Head(Script.Type(connection), "200 OK", "Transfer-Encoding: chunked"),
            $"{Script.Body(connection).Length:x}\r\n{Half(connection)}"))(connection);

    private static async Task EndlessTrailersAsync(WireConnection connection)
    {
        if (await connection.ReadRequestAsync())
        {
            await connection.SendAsync(
                Script.Head(Script.Type(connection), "200 OK", "Transfer-Encoding: chunked") + Script.Chunk(Script.Body(connection))
                + "0\r\n");
            for (int i = 0; ; i++)
            {
                await connection.SendAsync($"x-{i}: {new string('y', 200)}\r\n");
            }
        }
    }
}
