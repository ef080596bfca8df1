using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>One call: what is sent, what comes of it, and what is left behind.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task The_request_is_a_post_of_JSON_to_the_endpoint()
    {
        FakeServer server = new(Reply.Stream());

        await CallResult.OfAsync(server);

        ReceivedRequest sent = Assert.Single(server.Requests);
        Assert.Equal((HttpMethod.Post, Ask.Options.Endpoint), (sent.Method, sent.Uri));
        Assert.Equal(
            ("application/json; charset=utf-8", "text/event-stream", "identity"),
            (sent.Headers["Content-Type"], sent.Headers["Accept"], sent.Headers["Accept-Encoding"]));
        Assert.StartsWith("OfoxPS/", sent.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(Ask.Json(Ask.Streamed), sent.Text);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(2_000_000, true)]
    public async Task A_large_body_waits_until_the_server_agrees_to_read_it(int length, bool waits)
    {
        FakeServer server = new(Reply.Stream());

        await CallResult.OfAsync(server, Ask.With(new ChatMessage("user", new string('x', length))));

        Assert.Equal(waits, server.Requests[0].Headers.GetValueOrDefault("Expect") == "100-continue");
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "OfoxStreamTruncated")]
    public async Task A_stream_that_ends_is_whole_if_each_answer_that_was_asked_for_has_ended(int wanted, string? error)
    {
        FakeServer server = new(Reply.Stream(Reply.Hello.Replace("data: [DONE]", string.Empty, StringComparison.Ordinal)));

        CallResult result =
            await CallResult.OfAsync(server, Ask.Streamed with { Extra = new System.Collections.Hashtable { ["n"] = wanted } });

        Assert.Equal(error, (result.Error as OfoxException)?.Kind.ToString());
        Assert.Equal("Hello", (error is null ? result.Completion : result.Failure.Completion!).Content);
    }

    [Fact]
    public async Task A_whole_answer_is_asked_for_as_JSON()
    {
        FakeServer server = new(Reply.Json("""{"choices":[{"message":{"content":"x"}}]}"""));

        await CallResult.OfAsync(server, Ask.Plain);

        Assert.Equal("application/json", server.Requests[0].Headers["Accept"]);
        Assert.False(server.Requests[0].Headers.ContainsKey("Accept-Encoding"));
    }

    [Fact]
    public async Task The_key_is_on_the_wire_and_afterwards_nowhere()
    {
        FakeServer server = new(Reply.Error(500, "retry-after-ms: 1"), Reply.Stream());

        await CallResult.OfAsync(server);

        Assert.All(server.Requests, static sent => Assert.Equal("Bearer " + Ask.Key, sent.Headers["Authorization"]));
        Assert.All(server.Requests, static sent => Assert.Null(sent.Message.Headers.Authorization));
    }

    [Fact]
    public async Task The_key_is_taken_off_a_request_that_failed_too()
    {
        FakeServer server = new FakeServer().ThenThrow(new HttpRequestException("x"));

        await CallResult.OfAsync(server, options: Ask.Once);

        Assert.DoesNotContain(Ask.Key, server.Requests[0].Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_of_the_user_win_and_are_taken_off_again()
    {
        FakeServer server = new(Reply.Stream());
        CallOptions options = Ask.Options with
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Title"] = "a title",
                ["User-Agent"] = "mine/1.0",
                ["Authorization"] = "Basic abcdef"
            },
        };

        await CallResult.OfAsync(server, options: options);

        ReceivedRequest sent = server.Requests[0];
        Assert.Equal(
            ("a title", "mine/1.0", "Basic abcdef"), (sent.Headers["X-Title"], sent.Headers["User-Agent"], sent.Headers["Authorization"]));
        Assert.DoesNotContain(sent.Message.Headers, static header => header.Key is "X-Title" or "Authorization");
    }

    [Fact]
    public async Task The_completion_knows_how_it_came_about()
    {
        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Stream(Reply.Hello, "x-request-id: req_1", "x-ratelimit-remaining-requests: 99")));

        ChatCompletion completion = result.Completion;
        Assert.Equal(
            ("Hello", "stop", "m/x", "asked/model"),
            (completion.Content, completion.FinishReason, completion.Model, completion.RequestedModel));
        Assert.Equal(("req_1", 99L, 1), (completion.RequestId, completion.RateLimit?.RemainingRequests, completion.Attempts));
        Assert.True(completion.TimeToFirstToken > TimeSpan.Zero && completion.Duration >= completion.TimeToFirstToken);
    }

    [Fact]
    public async Task Chunks_come_one_by_one_as_they_arrive()
    {
        ScriptedStream body = new(Reply.FirstChunk) { Hangs = true };
        await using IAsyncEnumerator<CallEvent> events =
            new OfoxClient(Ask.Options, new FakeServer(Reply.Of(200, body, "text/event-stream")))
            .SendAsync(Ask.Streamed).GetAsyncEnumerator();

        ChatChunk chunk = await FirstChunkAsync(events);

        Assert.Equal("Hel", chunk.ToString());
        Assert.False(body.Waiting.IsCompleted);
    }

    [Fact]
    public async Task Ending_the_enumeration_closes_the_response()
    {
        ScriptedStream body = new(Reply.FirstChunk) { Hangs = true };
        IAsyncEnumerator<CallEvent> events = new OfoxClient(Ask.Options, new FakeServer(Reply.Of(200, body, "text/event-stream")))
            .SendAsync(Ask.Streamed).GetAsyncEnumerator();
        await FirstChunkAsync(events);

        await events.DisposeAsync();

        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_first_pull()
    {
        FakeServer server = new(Reply.Stream());
        IAsyncEnumerable<CallEvent> events = new OfoxClient(Ask.Options, server).SendAsync(Ask.Streamed);

        Assert.Empty(server.Requests);

        await foreach (CallEvent item in events)
        {
            Assert.NotNull(item);
        }

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_read_is_closed(bool fails)
    {
        ScriptedStream body = new(fails ? Reply.FirstChunk : Reply.Hello);

        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Of(200, body, "text/event-stream")));

        Assert.Equal(fails, result.Error is not null);
        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task After_DONE_a_server_that_does_not_end_is_not_waited_for()
    {
        ScriptedStream body = new(Reply.Hello) { Hangs = true };

        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Of(200, body, "text/event-stream")));

        Assert.Equal("Hello", result.Completion.Content);
        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task After_DONE_a_connection_that_breaks_does_no_harm()
    {
        ScriptedStream body = new(Reply.Hello) { Failure = new IOException("reset") };

        Assert.Equal("Hello", (await CallResult.OfAsync(new FakeServer(Reply.Of(200, body, "text/event-stream")))).Completion.Content);
    }

    [Fact]
    public async Task A_request_that_cannot_be_written_is_not_sent()
    {
        FakeServer server = new(Reply.Stream());

        CallResult result = await CallResult.OfAsync(server, Ask.Plain with { Temperature = double.NaN });

        Assert.Equal(OfoxErrorKind.OfoxInvalidArgument, result.Failure.Kind);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task One_client_makes_many_calls_at_once()
    {
        FakeServer server = new([.. Enumerable.Range(0, 20).Select(static _ => Reply.Stream())]);
        OfoxClient client = new(Ask.Options, server);

        string[] texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            string text = string.Empty;
            await foreach (CallEvent item in client.SendAsync(Ask.Streamed))
            {
                text += (item as ChunkEvent)?.Chunk;
            }

            return text;
        }));

        Assert.All(texts, static text => Assert.Equal("Hello", text));
    }

    private static async Task<ChatChunk> FirstChunkAsync(IAsyncEnumerator<CallEvent> events)
    {
        while (await events.MoveNextAsync())
        {
            if (events.Current is ChunkEvent piece)
            {
                return piece.Chunk;
            }
        }

        throw new InvalidOperationException("No chunk came.");
    }
}
