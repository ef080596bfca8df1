using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Streams of events: how they begin, how they are written, how they end.</summary>
internal static class StreamFaults
{
    private const string First = Script.FirstChunk;
    private const string Error = """{"error":{"message":"some words","type":"server_error"}}""";

    // How most servers begin.
    private const string Role =
        """data: {"id":"c1","model":"m/x","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null"""
            + ""","finish_reason":null}]}""" + "\n\n";

    private static readonly Outcome Answer = new(Outcome.Answer);
    private static readonly Outcome Cut = new("OfoxStreamTruncated", 1, "Hel");
    private static readonly Outcome Broken = new("OfoxStreamError", 1, "Hel");
    private static readonly Outcome Nonsense = new("OfoxInvalidResponse", 1, "Hel");

    public static IEnumerable<WireFault> All { get; } =
    [
        Sends("no goodbye", "the answer without `[DONE]`", First + Script.LastChunk, Answer),
        Sends("a goodbye without a reason", "`[DONE]` without a finish reason", First + Script.Done, Answer) with { Says = "Hel" },
        Sends("the end too early", "the end after the first words, with neither finish reason nor `[DONE]`", First, Cut),
        Sends("the end before the first word", "headers, then the end", ": hello\n\n", new("OfoxStreamTruncated", 3)),
        Sends("the end in an event", "the end in the middle of an event", First + Script.LastChunk[..40], Cut),
        Plays("a reset after the first words", "a reset after the first words", Script.RawThenReset(Script.Head() + First),
            new("OfoxConnectionFailed", 1, "Hel")),
        Plays("a reset before the first word", "headers, then a reset", Script.RawThenReset(Script.Head()), new("OfoxConnectionFailed", 3)),
        Plays("a reset after the finish reason", "all but `[DONE]`, then a reset",
            Script.RawThenReset(Script.Head() + First + Script.LastChunk), Answer),
        Plays("a reset after the goodbye", "all, then a reset", Script.RawThenReset(Script.Head() + Script.Events), Answer),
        Plays("silence before the first word", "headers, then silence", Script.RawThenSilence(Script.Head()),
            new("OfoxTimeout", 3)) with { SilenceSeconds = 1 },
        Plays("silence after the first words", "the first words, then silence", Script.RawThenSilence(Script.Head() + First),
            new("OfoxTimeout", 1, "Hel")) with { SilenceSeconds = 2 },
        Plays("silence after the goodbye", "all, and the connection stays open", Script.RawThenSilence(Script.Head() + Script.Events),
            Answer),
        Plays("comments instead of words", "comments for longer than the silence that is allowed, then the answer", CommentsAsync,
            Answer) with { SilenceSeconds = 2 },
        Plays("comments without end", "comments for as long as the client listens", Script.Endless(Script.Head(), _ => ": wait\n\n", 20),
            new("OfoxTimeout")) with { TotalSeconds = 1.5 },
        Sends("an error in the stream", "an error after the first words", $"{First}data: {Error}\n\n", Broken) with { Says = "some words" },
        Sends("an error event", "`event: error` after the first words", $"{First}event: error\ndata: {Error}\n\n",
            Broken) with { Says = "some words" },
        Sends("an error event of words", "`event: error` whose data is no JSON", $"{First}event: error\ndata: some words\n\n",
            Broken) with { Says = "some words" },
        Sends("an error with a finish reason", "choices with the finish reason `error`, and an error beside them",
            First + """data: {"choices":[{"index":0,"delta":{},"finish_reason":"error"}],"error":{"code":502,"message":"some words"}}"""
            + "\n\n", Broken) with { Says = "some words" },
        Sends("an error first", "an error as the first event", $"data: {Error}\n\n",
            new("OfoxServerError", 3)) with { Says = "some words" },
        Sends("an error after the role", "a chunk with a role and no text, then an error with 503",
            $"{Role}data: {{\"error\":{{\"message\":\"some words\",\"code\":503}}}}\n\n",
            new("OfoxServerError", 3)) with { Says = "some words" },
        Sends("the end after the role", "a chunk with a role and no text, then the end", Role, new("OfoxStreamTruncated", 3)),
        Plays("a reset after the role, once", "a chunk with a role and no text, then a reset; the next time the answer",
            Script.Once(Script.RawThenReset(Script.Head() + Role)), Answer with { Tries = 2 }),
        Sends("an error first that no try mends", "a refused key as the first event",
            "data: {\"error\":{\"message\":\"some words\",\"code\":401}}\n\n",
            new("OfoxAuthenticationFailed")) with { Says = "some words" },
        Sends("an event that is no JSON", "an event of words", First + "data: some words\n\n", Nonsense) with { Says = "not valid JSON" },
        Sends("an event that is no object", "an event of `[1]`", First + "data: [1]\n\n", Nonsense) with { Says = "not valid JSON" },
        Sends("a page in the stream", "HTML of a proxy after the first words", First + "<html>502 Bad Gateway</html>\n\n", Cut),
        Sends("lines that end in CR", "CR instead of LF", Script.Events.Replace('\n', '\r'), Answer),
        Sends("lines that end in CRLF", "CRLF instead of LF", Script.Events.Replace("\n", "\r\n", StringComparison.Ordinal), Answer),
        Sends("no space after the colon", "`data:{…}`", Script.Events.Replace("data: ", "data:", StringComparison.Ordinal), Answer),
        Sends("an event over several lines", "data in two lines",
            Script.Events.Replace(",\"model\"", ",\ndata: \"model\"", StringComparison.Ordinal), Answer),
        Sends("ids, names and waits", "`id:`, `event:` and `retry:` fields", "retry: 5\nid: 1\nevent: message\n" + Script.Events, Answer),
        Sends("empty events", "events without data", "data:\n\n\n\nevent: ping\n\n" + Script.Events, Answer),
        Sends("a byte order mark before the events", "UTF-8 with a mark before it", "\uFEFF" + Script.Events, Answer),
        Sends("events after the goodbye", "noise after `[DONE]`", Script.Events + "data: noise\n\n", Answer),
        Sends("words after the finish reason", "more text after the finish reason",
            First + Script.LastChunk + First.Replace("Hel", "!", StringComparison.Ordinal) + Script.Done, Answer) with { Says = "Hello!" },
        Sends("an error inside a choice", "the first words, then a choice with an error",
            First + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"error\":{\"code\":502,\"message\":\"some "
            + "words\"},\"finish_reason\":\"error\"}]}\n\n" + Script.Done, Broken) with { Says = "some words" },
        Sends("the finish reason error", "the first words, then the finish reason error",
            First + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n" + Script.Done, Broken),
        Plays("comments after the finish reason", "the whole answer without `[DONE]`, then comments for as long as the client listens",
            Script.Endless(Script.Head() + First + Script.LastChunk, _ => ": wait\n\n", 20), new(Outcome.Answer)),
        Plays("silence after the finish reason", "the whole answer without `[DONE]`, then silence",
            Script.RawThenSilence(Script.Head() + First + Script.LastChunk), new(Outcome.Answer)) with { SilenceSeconds = 1 },
        Sends("one choice without its end", "two choices of which one ends",
            First.Replace("\"choices\":[", "\"choices\":[{\"index\":1,\"delta\":{\"content\":\"Hel\"}},", StringComparison.Ordinal)
            + Script.LastChunk, new("OfoxStreamTruncated", 1, "Hello")),
        Plays("a character cut in two", "UTF-8 split between two packets", SplitAsync, Answer) with { Says = "Helé" },
        Plays("an event of 65 MiB", "one line of 65 MiB", BigEventAsync, Nonsense) with { Says = "longer than 64 MiB" },
    ];

    private static WireFault Sends(string name, string server, string events, Outcome outcome) =>
        Plays(name, server, Script.Raw(Script.Head() + events), outcome);

    private static WireFault Plays(string name, string server, Func<WireConnection, Task> play, Outcome outcome) =>
        new(name, server, play, null, outcome);

    private static async Task CommentsAsync(WireConnection connection)
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(Script.Head());
        foreach (int _ in Enumerable.Range(0, 25))
        {
            await connection.SendAsync(": PROCESSING\n\n");
            await Task.Delay(100, connection.Stopping);
        }

        await connection.SendAsync(Script.Events);
    }

    private static async Task SplitAsync(WireConnection connection)
    {
        byte[] events = Encoding.UTF8.GetBytes(Script.Events.Replace("Hel", "Helé", StringComparison.Ordinal));
        int middle = Array.IndexOf(events, (byte)0xC3) + 1;
        await connection.ReadRequestAsync();
        await connection.SendAsync(Script.Head());
        await connection.SendAsync(events[..middle]);
        await Task.Delay(50, connection.Stopping);
        await connection.SendAsync(events[middle..]);
    }

    private static async Task BigEventAsync(WireConnection connection)
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(Script.Head() + First + "data: ");
        string block = new('x', 1024 * 1024);
        foreach (int _ in Enumerable.Range(0, 65))
        {
            await connection.SendAsync(block);
        }
    }
}
