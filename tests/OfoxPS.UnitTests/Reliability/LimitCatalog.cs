using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>What a server, a model or a tool can make us keep, and how much of it.</summary>
internal static class LimitCatalog
{
    private const string Error = "`OfoxInvalidResponse`";
    private const string Finish = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";

    public static IReadOnlyList<Limit> All { get; } =
    [
        new("text, reasoning, arguments and unknown fields of an answer together", AnswerLimits.MaximumText, "bytes", $"{Error} with what had arrived") { Play = Text, Stream = true },
        new("a whole answer", ResponseStream.MaximumLength, "bytes", Error) { Play = Body },
        new("one event of a stream", ResponseStream.MaximumLength, "bytes", $"{Error} with what had arrived") { Play = Event, Stream = true },
        new("tool calls of an answer", AnswerLimits.MaximumCalls, "calls", Error) { Play = Calls },
        new("choices of an answer", 1 + AnswerLimits.MoreChoices, "choices, where one was asked for", Error, "field `n`: as many more") { Play = Choices },
        new("JSON values of a whole answer, an event, or a tool's arguments", JsonSize.MaximumValues, "values", Error) { Play = BodyValues },
        new("JSON values in unknown fields of an answer", JsonSize.MaximumValues, "values", $"{Error} with what had arrived") { Play = KeptValues, Stream = true },
        new("time without anything of an answer", (long)new CallOptions { Endpoint = new Uri("https://a.test"), ApiKey = Ask.Secret("x") }.EmptyTimeout.TotalSeconds, "seconds", "`OfoxTimeout`", "`-TimeoutSeconds`: less"),
        new("time that a server may ask to wait", (long)RetryPolicy.LongestWait.TotalSeconds, "seconds", "the error of the server"),
        new("time for the patterns of a schema, for all texts of an answer", (long)PatternMatcher.LongestTime.TotalSeconds, "seconds", "a warning; the pattern is not checked"),
        new("output of a tool", 32_000, "characters", "cut, the tool is stopped, the model is told, a warning", "`New-OfoxTool -MaxOutputLength`"),
        new("warnings and errors of a tool", 4_000, "characters", "cut; a tool that writes 1,000,000 is stopped"),
        new("rounds of tool calls", 10, "rounds", "`OfoxToolLimit`", "`-MaxToolRound`"),
        new("JSON of the input of one request", 262_144, "characters", "cut, with a warning; a sequence is not read further", "`-InputProperty` chooses"),
        new("values of a parameter that is sent as it is", JsonSize.MaximumValues, "values", "`ParameterArgumentTransformationError`"),
        new("items of `-InputObject` that are texts", JsonSize.MaximumValues, "items", "`OfoxInvalidArgument`"),
    ];

    private static HttpResponseMessage Text(long size)
    {
        const int Piece = 1 << 20;
        StringBuilder events = new();
        for (long left = size; left > 0; left -= Piece)
        {
            events.Append($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{new string('x', (int)Math.Min(Piece, left))}\"}}}}]}}\n\n");
        }

        return Streamed(events.Append(Finish).ToString());
    }

    private static HttpResponseMessage Body(long size) => Whole(Message("\"content\":\"x\"").PadRight((int)size));

    private static HttpResponseMessage Event(long size) =>
        Streamed(("data: " + """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}""").PadRight((int)size) + "\n\n");

    private static HttpResponseMessage Calls(long count) =>
        Whole(Message($"\"tool_calls\":[{Many("{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}", count)}]"));

    private static HttpResponseMessage Choices(long count) =>
        Whole($"{{\"choices\":[{Many("{\"message\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}", count)}]}}");

    // Seven values are around the list.
    private static HttpResponseMessage BodyValues(long count) => Whole(Message($"\"content\":\"x\",\"more\":[{Many("1", count - 7)}]"));

    // Each of the two lists is a value too.
    private static HttpResponseMessage KeptValues(long count) => Streamed(More(count / 2) + More(count - (count / 2)) + Finish);

    private static string More(long count) => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"more\":[{Many("1", count - 1)}]}}}}]}}\n\n";

    private static HttpResponseMessage Whole(string json) => Reply.Of(200, new MemoryStream(Encoding.UTF8.GetBytes(json)), "application/json");

    private static HttpResponseMessage Streamed(string events) => Reply.Of(200, new MemoryStream(Encoding.UTF8.GetBytes(events)), "text/event-stream");

    private static string Message(string fields) => $"{{\"choices\":[{{\"message\":{{{fields}}},\"finish_reason\":\"stop\"}}]}}";

    private static string Many(string one, long count) => string.Join(",", Enumerable.Repeat(one, (int)count));
}
