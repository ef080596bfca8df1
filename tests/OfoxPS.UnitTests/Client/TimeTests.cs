using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Every wait has an end, and the caller can end it at once.</summary>
public sealed class TimeTests
{
    // Short, and yet time enough for a busy machine to do what has to come before the silence.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task No_connection()
    {
        // Handing over the body would be a sign of life, so this server does not even take that.
        CallResult result =
            await CallResult.OfAsync(new FakeServer { IsUnreachable = true }, options: Ask.Once with { ConnectionTimeout = Short });

        Assert.Equal((OfoxErrorKind.OfoxTimeout, true), (result.Failure.Kind, result.Failure.Retryable));
        Assert.Contains("-ConnectionTimeoutSeconds", result.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("0.4 s", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_the_socket_itself_is_told_the_same_way()
    {
        FakeServer server =
            new FakeServer { IsUnreachable = true, Unreachable = new TaskCanceledException("x", new TimeoutException("y")) };

        CallResult result = await CallResult.OfAsync(server, options: Ask.Once);

        Assert.Equal(OfoxErrorKind.OfoxTimeout, result.Failure.Kind);
        Assert.Contains("-ConnectionTimeoutSeconds", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_headers()
    {
        CallResult result = await CallResult.OfAsync(new FakeServer().ThenHang(), options: Ask.Once with { OperationTimeout = Short });

        Assert.Equal((OfoxErrorKind.OfoxTimeout, true), (result.Failure.Kind, result.Failure.Retryable));
        Assert.Contains("-OperationTimeoutSeconds", result.Failure.Message, StringComparison.Ordinal);
        Assert.Null(result.Failure.Completion);
    }

    [Fact]
    public async Task Silence_between_chunks()
    {
        ScriptedStream body = new(Reply.FirstChunk) { Hangs = true };

        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Of(200, body, "text/event-stream")), options: Ask.Options with { OperationTimeout = Short });

        Assert.Equal(
            (OfoxErrorKind.OfoxTimeout, "Hel", 1), (result.Failure.Kind, result.Failure.Completion?.Content, result.Failure.Attempts));
        Assert.True(body.Disposed);
    }

    [Fact]
    public async Task Silence_before_the_first_chunk_is_tried_again()
    {
        ScriptedStream body = new(": still here\n\n") { Hangs = true };
        FakeServer server = new(Reply.Of(200, body, "text/event-stream"), Reply.Stream());

        CallResult result = await CallResult.OfAsync(server, options: Ask.Options with { OperationTimeout = Short });

        Assert.Equal(("Hello", 2), (result.Completion.Content, result.Completion.Attempts));
    }

    [Fact]
    public async Task An_answer_that_has_ended_is_not_kept_back_by_a_server_that_says_no_goodbye()
    {
        ScriptedStream body = new(Reply.Hello.Replace("data: [DONE]", ": nothing more", StringComparison.Ordinal)) { Hangs = true };

        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Of(200, body, "text/event-stream")),
            options: Ask.Options with { OperationTimeout = TimeSpan.FromHours(1), FinishTimeout = Short });

        Assert.Equal(("Hello", "stop", 1), (result.Completion.Content, result.Completion.FinishReason, result.Completion.Attempts));
    }

    [Fact]
    public async Task The_connection_limit_ends_with_the_connection()
    {
        TaskCompletionSource<HttpResponseMessage> answer = new();
        FakeServer server = new FakeServer().Then(token => answer.Task.WaitAsync(token));
        CallOptions options = Ask.Once with { ConnectionTimeout = Short };
        Task<CallResult> call = CallResult.OfAsync(server, options: options);

        // The limit of a call that began later, and has no connection, is over.
        Assert.Equal(
            OfoxErrorKind.OfoxTimeout, (await CallResult.OfAsync(new FakeServer { IsUnreachable = true }, options: options)).Failure.Kind);
        answer.SetResult(Reply.Stream());

        Assert.Equal("Hello", (await call).Completion.Content);
    }

    [Fact]
    public async Task The_silence_of_whoever_reads_is_not_that_of_the_server()
    {
        ScriptedStream body = new(Reply.FirstChunk, Reply.Hello[Reply.FirstChunk.Length..]);
        CallOptions options = Ask.Once with { OperationTimeout = Short };
        string text = string.Empty;

        await foreach (
            CallEvent item in new OfoxClient(options, new FakeServer(Reply.Of(200, body, "text/event-stream"))).SendAsync(Ask.Streamed))
        {
            if (item is ChunkEvent piece)
            {
                text += piece.Chunk;

                // The silence of another server, which began later, is over the limit.
                Assert.Equal(
                    OfoxErrorKind.OfoxTimeout, (await CallResult.OfAsync(new FakeServer().ThenHang(), options: options)).Failure.Kind);
            }
        }

        Assert.Equal("Hello", text);
    }

    [Theory]
    [InlineData("headers")]
    [InlineData("chunks")]
    [InlineData("retry")]
    public async Task The_limit_of_the_whole_call(string state)
    {
        CallResult result = await CallResult.OfAsync(Stuck(state, out _), options: Ask.Options with { Timeout = Short });

        Assert.Equal((OfoxErrorKind.OfoxTimeout, false), (result.Failure.Kind, result.Failure.Retryable));
        Assert.Contains("0.4 s (-TimeoutSeconds)", result.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(state == "chunks" ? "Hel" : null, result.Failure.Completion?.Content);
    }

    [Theory]
    [InlineData("connection")]
    [InlineData("headers")]
    [InlineData("body")]
    [InlineData("chunks")]
    [InlineData("error")]
    [InlineData("retry")]
    public async Task The_caller_ends_it_from_every_state(string state)
    {
        using CancellationTokenSource source = new();
        FakeServer server = Stuck(state, out Task stuck);
        Task<CallResult> call = CallResult.OfAsync(
            server,
            seen: item =>
            {
                if (item is NoticeEvent { Text: { } text } && text.Contains("Trying again", StringComparison.Ordinal))
                {
                    source.CancelAfter(1);
                }
            },
            token: source.Token);
        if (state != "retry")
        {
            await stuck;
            await source.CancelAsync();
        }

        CallResult result = await call.WaitAsync(TimeSpan.FromSeconds(30));

        OperationCanceledException error = Assert.IsAssignableFrom<OperationCanceledException>(result.Error);
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Single(server.Requests, static _ => true);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_beforehand_sends_nothing()
    {
        FakeServer server = new(Reply.Stream());

        CallResult result = await CallResult.OfAsync(server, token: new CancellationToken(canceled: true));

        Assert.IsAssignableFrom<OperationCanceledException>(result.Error);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_caller_wins_over_the_limit_of_the_call()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        CallResult result = await CallResult.OfAsync(
            new FakeServer().ThenHang(), options: Ask.Options with { Timeout = TimeSpan.FromMilliseconds(1) }, token: source.Token);

        Assert.IsAssignableFrom<OperationCanceledException>(result.Error);
    }

    [Fact]
    public async Task What_is_already_here_is_not_handed_out_after_a_cancellation()
    {
        using CancellationTokenSource source = new();
        ScriptedStream body = new(Reply.Hello);
        List<string> texts = [];

        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Of(200, body, "text/event-stream")),
            seen: item =>
            {
                if (item is ChunkEvent piece)
                {
                    texts.Add(piece.Chunk.ToString());
                    source.Cancel();
                }
            },
            token: source.Token);

        Assert.IsAssignableFrom<OperationCanceledException>(result.Error);
        Assert.Equal(["Hel"], texts);
        Assert.True(body.Disposed);
    }

    private static FakeServer Stuck(string state, out Task stuck)
    {
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedStream body = new(state is "chunks" ? Reply.FirstChunk : "") { Hangs = true };
        stuck = state is "headers" ? waiting.Task : body.Waiting;
        switch (state)
        {
            case "connection":
                FakeServer server = new() { IsUnreachable = true };
                stuck = server.Asked;
                return server;
            case "headers":
                return new FakeServer().ThenHang(waiting);
            case "error":
                return new FakeServer(Reply.Of(500, body, "text/plain"));
            case "retry":
                return new FakeServer(Reply.Error(429, "retry-after: 60"));
            default:
                return new FakeServer(Reply.Of(200, body, "text/event-stream"));
        }
    }
}
