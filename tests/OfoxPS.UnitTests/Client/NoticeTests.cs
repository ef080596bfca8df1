using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>What is told of a call, and that no secret is in it.</summary>
public sealed class NoticeTests
{
    private const string Team = "team+secret/123==";

    private static readonly CallOptions Options = Ask.Options with
    {
        Debug = true,
        MaximumRetryCount = 0,
        Headers = new Dictionary<string, string> { ["x-team"] = Team },
        SecretHeaders = ["x-team"],
        ProxyCredential = new NetworkCredential("me", "proxy-pass-word-1"),
    };

    [Fact]
    public async Task What_happens_is_told_in_order()
    {
        FakeServer server = new(Reply.Error(503, "retry-after-ms: 1", "x-request-id: r1"), Reply.Stream());

        CallResult result = await CallResult.OfAsync(server);

        Assert.Collection(
            result.Notices,
            text => Assert.StartsWith(
                $"POST https://gateway.test/v1/chat/completions with asked/model, {server.Requests[0].Body.Length} bytes", text,
                StringComparison.Ordinal),
            static text => Assert.Equal("503 Service Unavailable, application/json, request r1", text),
            static text => Assert.Contains("words of 503", text, StringComparison.Ordinal),
            static text => Assert.Contains("attempt 2 of 3", text, StringComparison.Ordinal),
            static text => Assert.StartsWith("200 OK, text/event-stream", text, StringComparison.Ordinal),
            static text => Assert.Contains("finish reason stop", text, StringComparison.Ordinal));
        Assert.Empty(result.DebugText);
    }

    [Fact]
    public async Task Images_are_counted()
    {
        ChatContentPart image = ChatContentPart.FromMedia(ChatMedia.FromBytes(TestImage.Png(30)));

        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Stream()), Ask.With(new ChatMessage("user", null) { Content = new[] { image, image } }));

        Assert.Contains(", 2 images,", result.Notices[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_tells_bodies_and_headers()
    {
        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Stream(Reply.Hello, "x-served-by: edge-7")), options: Options);

        Assert.Contains(Ask.Json(Ask.Streamed), result.DebugText, StringComparison.Ordinal);
        Assert.Contains("x-served-by: edge-7", result.DebugText, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"content\":\"lo\"", result.DebugText, StringComparison.Ordinal);
        Assert.Contains("[DONE]", result.DebugText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_tells_a_whole_answer_and_an_error()
    {
        CallResult whole =
            await CallResult.OfAsync(new FakeServer(Reply.Json("""{"choices":[{"message":{"content":"x"}}]}""")), Ask.Plain, Options);
        CallResult error = await CallResult.OfAsync(new FakeServer(Reply.Error(400)), Ask.Plain, Options);

        Assert.Contains("""{"choices":[{"message":{"content":"x"}}]}""", whole.DebugText, StringComparison.Ordinal);
        Assert.Contains("words of 400", error.DebugText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_does_not_tell_an_image()
    {
        ChatContentPart image = ChatContentPart.FromMedia(ChatMedia.FromBytes(TestImage.Png(3000)));

        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Stream()), Ask.With(new ChatMessage("user", null) { Content = new[] { image } }), Options);

        Assert.Contains("<3000 bytes>", result.DebugText, StringComparison.Ordinal);
    }

    public static TheoryData<string> Echoes =>
    [
        "error body", "error type and code", "escaped", "reason", "header", "request id", "html", "text", "not a completion",
        "cut error body", "cut type and code", "cut html", "cut text", "cut json", "cut request id",
        "stream error", "event error", "stream error code", "json error", "location", "network", "chunk", "invalid json",
    ];

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task A_secret_that_comes_back_is_masked(string where)
    {
        foreach (string secret in new[] { Ask.Key, Team, "proxy-pass-word-1" })
        {
            CallResult result = await CallResult.OfAsync(Echo(where, secret), options: Options);

            string told = string.Join("\n", result.Events.OfType<NoticeEvent>().Select(static item => item.Text))
                + (result.Error is OfoxException error ? $"\n{error}\n{Describe.Value(error)}" : string.Empty);
            Assert.DoesNotContain(secret[..8], told, StringComparison.Ordinal);
            Assert.DoesNotContain(secret.Replace("+", "\\u002B", StringComparison.Ordinal), told, StringComparison.Ordinal);
            Assert.Contains("****", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_secret_that_comes_back_is_masked_when_it_is_tried_again()
    {
        FakeServer server = new(
            Reply.Json($$$"""{"error":{"message":"Busy, {{{Ask.Key}}}","code":"{{{Ask.Key}}}"}}""", 503, "retry-after-ms: 1",
                "x-request-id: " + Ask.Key),
            Reply.Stream());

        CallResult result = await CallResult.OfAsync(server);

        string told = string.Join("\n", result.Notices);
        Assert.Contains("Busy, ****", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Ask.Key, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?code=secret-1", "?code=****")]
    [InlineData("?code=abc&api-version=2024-10-21", "?code=****&api-version=****")]
    [InlineData("?abc", "?****")]
    public async Task The_values_of_the_query_are_in_no_notice(string query, string shown)
    {
        Uri address = new("https://gateway.test/v1/chat/completions" + query);
        FakeServer server = new(Reply.Json("", 302, "Location: " + address, "Content-Location: /v2" + query));

        CallResult result = await CallResult.OfAsync(server, options: Options with { Endpoint = address });

        string told =
            string.Join("\n", result.Events.OfType<NoticeEvent>().Select(static item => item.Text).Append(result.Error!.ToString()));
        Assert.Contains($"POST https://gateway.test/v1/chat/completions{shown} with", told, StringComparison.Ordinal);
        Assert.Contains($"redirects to https://gateway.test/v1/chat/completions{shown}, which", told, StringComparison.Ordinal);
        Assert.DoesNotContain(query, told, StringComparison.Ordinal);
        Assert.Equal(address, server.Requests[0].Uri);
    }

    private static FakeServer Echo(string where, string secret) => where switch
    {
        "error body" => new(Reply.Json($$$"""{"error":{"message":"Incorrect API key: {{{secret}}}"}}""", 401)),
        "error type and code" => new(Reply.Json($$$"""{"error":{"message":"x","type":"{{{secret}}}","code":"{{{secret}}}"}}""", 401)),
        "escaped" => new(Reply.Json($$$"""{"error":{"message":"Incorrect: {{{secret.Replace("+", "\\u002B", StringComparison.Ordinal).Replace("-", "\\u002d", StringComparison.Ordinal)}}}"}}""", 401)),
        "reason" => new(Reasoned(secret)),
        // Where the text is cut, the secret is half in and half out.
        "cut error body" => new(Reply.Json($$$"""{"error":{"message":"{{{new string('A', 1990)}}}{{{secret}}}"}}""", 400)),
        "cut type and code" => new(Reply.Json($$$"""{"error":{"message":"x","type":"{{{new string('A', 190)}}}{{{secret}}}","code":"{{{new string('B', 190)}}}{{{secret}}}"}}""", 400)),
        "cut html" => new(Reply.Of(200, new ScriptedStream($"<html>{new string('A', 110)}{secret}</html>"), "text/html")),
        "cut text" => new(Reply.Of(500, new ScriptedStream(new string('A', 110) + secret), "text/plain")),
        "cut json" => new(Reply.Json($$"""{"k":"{{new string('A', 104)}}{{secret}}"}""")),
        "cut request id" => new(Reply.Json("{}", 500, "x-request-id: " + new string('A', 190) + secret)),
        "header" => new(Reply.Stream(Reply.Hello, "x-echo: " + secret)),
        "request id" => new(Reply.Json("{}", 500, "x-request-id: " + secret)),
        "html" => new(Reply.Of(200, new ScriptedStream($"<html>{secret}</html>"), "text/html")),
        "text" => new(Reply.Of(500, new ScriptedStream(secret), "text/plain")),
        "not a completion" => new(Reply.Json($$"""{"key":"{{secret}}"}""")),
        "stream error" => new(Reply.Stream($$$"""data: {"error":{"message":"{{{secret}}}"}}""")),
        "event error" => new(Reply.Stream($"event: error\ndata: {secret}\n\n")),
        "stream error code" => new(Reply.Stream($$$"""data: {"error":{"message":"x","type":"{{{secret}}}","code":"{{{secret}}}"}}""")),
        "json error" => new(Reply.Json($$$"""{"error":{"message":"{{{secret}}}","code":"{{{secret}}}"}}""")),
        "location" => new(Reply.Json("", 302, "Location: https://elsewhere.test/?k=" + secret)),
        "network" => new FakeServer().ThenThrow(new HttpRequestException($"The proxy tunnel to http://me:{secret}@proxy failed")),
        "chunk" => new(Reply.Stream($$$"""data: {"choices":[{"delta":{"content":"{{{secret}}}"},"finish_reason":"stop"}]}""")),
        "invalid json" => new(Reply.Stream($$"""data: {{secret}}""")),
        _ => throw new ArgumentOutOfRangeException(nameof(where)),
    };

    private static HttpResponseMessage Reasoned(string secret)
    {
        HttpResponseMessage response = Reply.Of(401, new ScriptedStream(""), "text/plain");
        response.ReasonPhrase = "No such key: " + secret;
        return response;
    }
}
