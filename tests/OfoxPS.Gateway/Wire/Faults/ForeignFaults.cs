using System;
using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>What gateways and servers that speak this API were seen to send, byte by byte.</summary>
internal static class ForeignFaults
{
    private const string End = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n" + Script.Done;

    private static readonly Outcome Answer = new(Outcome.Answer);

    public static IEnumerable<WireFault> All { get; } =
    [
        Sends("half a character a chunk", "chunks that end between the halves of a surrogate pair",
            Deltas("""{"content":" 10 ü\ud83d"}""", """{"content":"\ude00"}""") + End, Answer) with { Says = " 10 ü\U0001F600" },
        Sends("half a character without its partner", "a chunk that ends in half a character, and no other half",
            Deltas("""{"content":"Hel\ud83d"}""", """{"content":"lo"}""") + End, Answer) with { Says = "Hel\uFFFDlo" },
        Sends("an index that counts chunks", "`index` 0, 1, 2 though one answer was asked for",
            Script.FirstChunk + Script.LastChunk.Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal) + Script.Done, Answer),
        Whole("a 404 that knows the endpoint", "404 with an error of the API about what the model lacks", "404 Not Found",
            """{"error":{"message":"No endpoints found that support tool use. Try disabling \"f\".","code":404}}""",
            new("OfoxInvalidRequest")) with { Says = "support tool use" },
        Whole("a 404 of an unknown path", "404 with an error of the API about the address", "404 Not Found",
            """{"error":{"message":"Invalid URL (POST /v1/chat)","type":"invalid_request_error","code":null}}""",
            new("OfoxEndpointNotFound")) with { Says = "Invalid URL" },
        Whole("plain HTTP to a port for TLS", "400 with the page of nginx", "400 Bad Request",
            "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>", new("OfoxEndpointNotFound"),
            "text/html") with { Says = "HTTPS port" },
        Whole("a password of a proxy wanted", "401 with `WWW-Authenticate: Basic` and a page", "401 Unauthorized",
            "<html><body>Authorization Required</body></html>", new("OfoxAuthenticationFailed"), "text/html",
            "WWW-Authenticate: Basic realm=\"internal\"") with { Says = "other credentials than the API key (Basic)" },
        Whole("a status without a reason", "500 with words and an empty reason", "500 ", "some words", new("OfoxServerError", 3),
            "text/plain") with { Says = "failed: \"some words\"" },
        Sends("a refused key first", "`invalid_api_key` as the first event",
            "data: {\"error\":{\"message\":\"Incorrect API key provided.\",\"code\":\"invalid_api_key\"}}\n\n",
            new("OfoxAuthenticationFailed")) with { Says = "Incorrect API key" },
        Sends("a rate limit first", "429 as the first event", "data: {\"error\":{\"message\":\"some words\",\"code\":429}}\n\n",
            new("OfoxRateLimited", 3)) with { Says = "some words" },
        Sends("no credits first", "402 as the first event", "data: {\"error\":{\"message\":\"some words\",\"code\":402}}\n\n",
            new("OfoxInsufficientCredits")) with { Says = "some words" },
        Sends("an error after comments", "comments, then 429 as the first event",
            ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\ndata: {\"error\":{\"message\":\"some words\",\"code\":429}}\n\n",
            new("OfoxRateLimited", 3)) with { Says = "some words" },
        Sends("comments before the first event", "comments, then the answer", ": OPENROUTER PROCESSING\n\n:\n\n" + Script.Events, Answer),
        new("a broken chunk before the first word", "headers, then a chunk that is none",
            Script.Raw(Script.Head(headers: "Transfer-Encoding: chunked") + "\r\n\r\n"), null,
            new("OfoxStreamTruncated", 3)) { Says = "broken off" },
        Sends("a call that is none", "the finish reason `tool_calls` without calls",
            """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":null},"finish_reason":"tool_calls"}]}""" + "\n\n"
            + Script.Done, new("OfoxInvalidResponse")) with { Says = "calls no tool" },
        Whole("a whole call that is none", "the finish reason `tool_calls` without calls", "200 OK",
            """{"choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"tool_calls"}]}""",
            new("OfoxInvalidResponse")) with { Says = "calls no tool", WholeOnly = true },
        Sends("events of another protocol", "`message_start` and the like",
            Foreign("message_start", """{"type":"message_start","message":{"id":"m","role":"assistant","content":[]}}""")
            + Foreign("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""")
            + Foreign("message_stop", """{"type":"message_stop"}"""), new("OfoxInvalidResponse")) with { Says = "not a chat completion" },
    ];

    private static WireFault Sends(string name, string server, string events, Outcome outcome) =>
        new(name, server, Script.Raw(Script.Head() + events), null, outcome);

    private static WireFault Whole(
        string name, string server, string status, string body, Outcome outcome, string type = Script.Json, params string[] headers) =>
        new(name, server, Script.Reply(status, body, type, headers), outcome);

    private static string Deltas(params string[] deltas) =>
        string.Concat(deltas.Select(static delta => $$"""data: {"choices":[{"index":0,"delta":{{delta}}}]}""" + "\n\n"));

    private static string Foreign(string name, string data) => $"event: {name}\ndata: {data}\n\n";
}
