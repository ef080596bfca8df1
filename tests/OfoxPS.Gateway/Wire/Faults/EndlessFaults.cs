using System;
using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Answers without an end, and answers of more pieces than anybody asked for.</summary>
internal static class EndlessFaults
{
    // Much at a time, so that a limit of megabytes is reached soon, and less than the large objects that the collector leaves lying.
    private static readonly string Text = new('x', 16 * 1024);
    private static readonly string Numbers = string.Join(",", Enumerable.Repeat("1", 20_000));

    private static readonly Outcome TooMuch = new("OfoxInvalidResponse");

    public static IEnumerable<WireFault> All { get; } =
    [
        Streams("text without end", "text", _ => Delta($"\"content\":\"{Text}\""), "longer than 16 MiB", "16 MiB"),
        Streams("a refusal without end", "a refusal", _ => Delta($"\"refusal\":\"{Text}\""), "longer than 16 MiB"),
        Streams("reasoning without end", "reasoning", _ => Delta($"\"reasoning_content\":\"{Text}\""), "longer than 16 MiB"),
        Streams("arguments without end", "arguments of one tool call", _ => Call(0, $"\"arguments\":\"{Text}\""), "longer than 16 MiB"),
        Streams("a name without end", "the name of one tool call", i => Call(0, $"\"name\":\"{i}{Text}\""), "longer than 16 MiB"),
        Streams("an unknown text without end", "text in a field that is not known", _ => Delta($"\"more\":\"{Text}\""),
            "longer than 16 MiB"),
        Streams("an unknown list without end", "numbers in a list that is not known", _ => Delta($"\"more\":[{Numbers}]"),
            "more than 1,000,000 values"),
        Streams("log probabilities without end", "log probabilities",
            _ => Choice(0, $"\"delta\":{{}},\"logprobs\":{{\"content\":[{Numbers}]}}"), "more than 1,000,000 values"),
        Streams("unknown fields without end", "other unknown fields in each chunk", i => Event($"{Fields(i)},\"choices\":[]"),
            "more than 1,000,000 values"),
        Streams("images without end", "images in the content",
            _ => Delta($"\"content\":[{{\"type\":\"image_url\",\"image_url\":{{\"url\":\"{Text}\"}}}}]"), "longer than 64 MiB"),
        Streams("tool calls without end", "tool calls", i => Call(i, "\"name\":\"f\",\"arguments\":\"{}\""), "more than 1,000 tool calls"),
        Streams("choices without end", "choices, though one was asked for", i => Event($"\"choices\":[{One(2 * i)},{One((2 * i) + 1)}]"),
            "more than 17 choices", "x"),
        Streams("empty chunks without end", "chunks that bring nothing, for longer than an hour", _ => Delta("\"content\":\"\""),
            "sent nothing of an answer", null, 20) with
        {
            Streamed = new("OfoxTimeout"), EmptySeconds = 1.5, Large = false,
        },
        Streams("nothing but comments", "comments, for longer than an hour", _ => ": wait\n\n", "sent nothing of an answer", null, 20) with
        {
            Streamed = new("OfoxTimeout"), EmptySeconds = 1.5, Large = false,
        },
        new("blanks for an hour", "blanks, for longer than an hour",
            Script.Endless(Script.Head(Script.Json), _ => new string(' ', 100), 20), new("OfoxTimeout"))
        {
            Says = "sent nothing of an answer", EmptySeconds = 1.5,
        },
        Whole("200 000 choices", "200 000 choices, though one was asked for", Choices(200_000), "more than 17 choices"),
        Whole("200 000 tool calls", "200 000 tool calls in one answer",
            Message($"\"tool_calls\":[{Many("{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}", 200_000)}]"),
            "more than 1,000 tool calls"),
        Whole("millions of values", "3 000 000 numbers in a field that is not known",
            Message($"\"content\":\"x\",\"more\":[{Many("1", 3_000_000)}]"), "more than 1,000,000 values"),
    ];

    private static string Event(string fields) => $"data: {{{fields}}}\n\n";

    private static string Choice(int index, string fields) => Event($"\"choices\":[{{\"index\":{index},{fields}}}]");

    private static string One(int index) => $"{{\"index\":{index},\"delta\":{{\"content\":\"x\"}}}}";

    private static string Delta(string fields) => Choice(0, $"\"delta\":{{{fields}}}");

    private static string Call(int index, string function) => Delta($"\"tool_calls\":[{{\"index\":{index},\"function\":{{{function}}}}}]");

    private static string Fields(int turn) =>
        string.Join(",", Enumerable.Range(turn * 5_000, 5_000).Select(static number => $"\"f{number}\":1"));

    private static string Many(string one, int count) => string.Join(",", Enumerable.Repeat(one, count));

    private static string Message(string fields) =>
        $"{{\"choices\":[{{\"index\":0,\"message\":{{{fields}}},\"finish_reason\":\"stop\"}}]}}";

    private static string Choices(int count) =>
        $"{{\"choices\":[{string.Join(",", Enumerable.Range(0, count).Select(static index => $"{{\"index\":{index},\"message\":{{\"content\":\"x\"}}}}"))}]}}";

    private static WireFault Streams(
        string name, string server, Func<int, string> more, string says, string? keeps = null, int pause = 0) =>
        new(name, $"{server}, for as long as the client listens", Script.Endless(Script.Head(), more, pause), null,
            TooMuch with { Keeps = keeps })
        { Says = says, Large = true };

    private static WireFault Whole(string name, string server, string body, string says) =>
        new(name, server, Script.Reply("200 OK", body), TooMuch) { Says = says, Large = true, WholeOnly = true };
}
