using System.Collections.Generic;
using System.Text;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Status lines and headers that are none, or too many.</summary>
internal static class HeadFaults
{
    private const string Status = "HTTP/1.1 200 OK\r\n";

    private static readonly Outcome Answer = new(Outcome.Answer);
    private static readonly Outcome Nonsense = new("OfoxInvalidResponse");
    private static readonly Outcome Lost = new("OfoxConnectionFailed", 3);

    public static IEnumerable<WireFault> All { get; } =
    [
        new("half a status line", "`HTTP/1.1 2`, then the end", Script.Raw("HTTP/1.1 2"), Lost),
        new("reset in the status line", "`HTTP/1.1 2`, then a reset", Script.RawThenReset("HTTP/1.1 2"), Lost),
        new("not HTTP at all", "the greeting of another protocol", Script.Raw("SSH-2.0-OpenSSH_9.7\r\n\r\n"),
            Nonsense) { Says = "not HTTP" },
        new("a page without headers", "HTML without status or headers, as HTTP/0.9 did",
            Script.Raw("<html>Hello there, stranger</html>\r\n\r\n"), Nonsense) { Says = "not HTTP" },
        new("a status that is no number", "`HTTP/1.1 abc OK`", Script.Raw("HTTP/1.1 abc OK\r\n\r\n"), Nonsense) { Says = "not HTTP" },
        new("headers cut", "the end in the middle of a header", Script.Raw(Status + "Content-Ty"), Lost),
        new("silence in the headers", "silence in the middle of a header", Script.RawThenSilence(Status + "Content-Ty"),
            new("OfoxTimeout", 3)) { SilenceSeconds = 1 },
        new("a header without a colon", "a header line of one word", Script.Raw(Status + "nonsense\r\n\r\n"),
            Nonsense) { Says = "not HTTP" },
        new("a header name with a space", "`bad name: x`", Script.Raw(Status + "bad name: x\r\n\r\n"), Nonsense) { Says = "not HTTP" },
        new("a folded header", "a header that goes on in the next line", Script.Good("x-long: one\r\n two"), Answer),
        new("bytes beyond ASCII in a header", "Latin-1 in a header and in the reason", Script.Then(c => c.SendAsync(Latin(c))), Answer),
        new("endless headers", "header lines for as long as the client listens",
            Script.Endless(Status, i => $"x-{i}: {new string('y', 200)}\r\n"), Nonsense),
        new("one huge header", "one header of a megabyte",
            Script.Then(c => c.SendAsync($"{Status}x-big: {new string('y', 1_000_000)}\r\n\r\n")), Nonsense),
        new("endless 100 Continue", "`100 Continue` for as long as the client listens",
            Script.Endless("", _ => "HTTP/1.1 100 Continue\r\n\r\n", 20), new("OfoxTimeout", 3)) { SilenceSeconds = 1 },
        new("100 Continue unasked", "`100 Continue`, then the answer", Before("HTTP/1.1 100 Continue\r\n\r\n"), Answer),
        new("early hints", "`103 Early Hints`, then the answer", Before("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), Answer),
        new("101 Switching Protocols", "switches to a protocol nobody asked for",
            Script.Raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"), Nonsense),
        new("HTTP/1.0", "an answer of HTTP/1.0 that ends with the connection",
            Script.Then(c => c.SendAsync($"HTTP/1.0 200 OK\r\nContent-Type: {Script.Type(c)}\r\n\r\n{Script.Body(c)}")), Answer),
        new("no content type", "no `Content-Type`", Script.Then(c => c.SendAsync($"{Status}Connection: close\r\n\r\n{Script.Body(c)}")),
            Answer),
        new("a content type that is none", "`Content-Type: ;;=`",
            Script.Then(c => c.SendAsync($"{Status}Content-Type: ;;=\r\nConnection: close\r\n\r\n{Script.Body(c)}")), Answer),
        new("the wrong content type", "`Content-Type: text/plain`",
            Script.Then(c => c.SendAsync(Script.Head("text/plain") + Script.Body(c))), Answer),
        new("a charset that is not true", "`charset=utf-16` over UTF-8",
            Script.Then(c => c.SendAsync(Script.Head(Script.Type(c) + "; charset=utf-16") + Script.Body(c))), Answer),
        new("rate limits that are none", "`x-ratelimit-*` full of nonsense",
            Script.Good("x-ratelimit-limit-requests: many", "x-ratelimit-reset-requests: 1y2q", "x-ratelimit-remaining-tokens: -1e99"),
            Answer),
        new("a huge request id", "an `x-request-id` of 20 000 letters with a 400",
            Script.Reply("400 Bad Request", """{"error":{"message":"no"}}""", Script.Json, $"x-request-id: {new string('r', 20_000)}"),
            new("OfoxInvalidRequest")),
    ];

    private static byte[] Latin(WireConnection connection) => Encoding.Latin1.GetBytes(
        $"HTTP/1.1 200 D'accord, \u00e9videmment\r\nx-name: \u00fc\u00ff\r\nContent-Type: {Script.Type(connection)}\r\nConnection: "
            + $"close\r\n\r\n{Script.Body(connection)}");

    private static System.Func<WireConnection, System.Threading.Tasks.Task> Before(string interim) => Script.Then(async connection =>
    {
        await connection.SendAsync(interim);
        await Script.GoodAsync(connection);
    });
}
