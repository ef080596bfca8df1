using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>How a call fails: what is told of the network, of a refusal, and of what had arrived.</summary>
public sealed class CallFailureTests
{
    [Fact]
    public async Task A_failure_carries_what_had_arrived()
    {
        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Of(
            200, new ScriptedStream(Reply.FirstChunk) { Failure = new HttpIOException(HttpRequestError.ResponseEnded) },
                "text/event-stream", "x-request-id: req_1")));

        Assert.Equal(
            (OfoxErrorKind.OfoxStreamTruncated, "Hel", "req_1"),
            (result.Failure.Kind, result.Failure.Completion?.Content, result.Failure.RequestId));
        Assert.Equal(("req_1", "asked/model"), (result.Failure.Completion?.RequestId, result.Failure.Completion?.RequestedModel));
        Assert.Equal(["hi", "Hel"], result.Failure.Completion!.Conversation.Select(static message => message.ToString()));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused)]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.ConnectionReset)]
    public async Task A_network_that_fails_is_told_in_its_words(SocketError code)
    {
        SocketException cause = new((int)code);

        CallResult result = await CallResult.OfAsync(
            new FakeServer().ThenThrow(new HttpRequestException("wrapped", new IOException("wrapped", cause))), options: Ask.Once);

        Assert.Equal((OfoxErrorKind.OfoxConnectionFailed, true), (result.Failure.Kind, result.Failure.Retryable));
        Assert.Contains("gateway.test", result.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(cause.Message, result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_in_the_middle_says_so()
    {
        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Of(
            200, new ScriptedStream(
                Reply.FirstChunk)
            { Failure = new IOException("x", new SocketException((int)SocketError.ConnectionReset)) },
                "text/event-stream")));

        Assert.Equal(OfoxErrorKind.OfoxConnectionFailed, result.Failure.Kind);
        Assert.Contains("in the middle of the answer", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_counts_though_its_body_breaks_off()
    {
        FakeServer server =
            new(Reply.Of(401, new ScriptedStream("""{"error":{"mess""") { Failure = new IOException("reset") }, "application/json"));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal(
            (OfoxErrorKind.OfoxAuthenticationFailed, 401, 1), (result.Failure.Kind, result.Failure.StatusCode, result.Failure.Attempts));
    }

    [Fact]
    public async Task A_refusal_counts_though_its_body_never_ends()
    {
        FakeServer server = new(Reply.Of(401, new ScriptedStream("""{"error":{"mess""") { Hangs = true }, "application/json"));

        CallResult result =
            await CallResult.OfAsync(server, options: Ask.Options with { OperationTimeout = TimeSpan.FromMilliseconds(50) });

        Assert.Equal((OfoxErrorKind.OfoxAuthenticationFailed, 1), (result.Failure.Kind, result.Failure.Attempts));
    }

    [Fact]
    public async Task An_answer_that_said_why_it_ended_is_whole_though_the_connection_broke()
    {
        string withoutDone = Reply.Hello[..Reply.Hello.IndexOf("data: [DONE]", StringComparison.Ordinal)];

        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Of(
            200, new ScriptedStream(withoutDone) { Failure = new HttpIOException(HttpRequestError.ResponseEnded) }, "text/event-stream")));

        Assert.Equal(("Hello", "stop"), (result.Completion.Content, result.Completion.FinishReason));
    }

    [Fact]
    public async Task An_error_status_keeps_its_own_words_over_a_page()
    {
        CallResult result = await CallResult.OfAsync(
            new FakeServer(Reply.Of(502, new ScriptedStream("<html><h1>502 Bad Gateway</h1></html>"), "text/html", "x-request-id: r9")),
                options: Ask.Once);

        Assert.Equal(
            (OfoxErrorKind.OfoxServerError, 502, "r9"), (result.Failure.Kind, result.Failure.StatusCode, result.Failure.RequestId));
        Assert.Contains("502 Bad Gateway", result.Failure.Message, StringComparison.Ordinal);
    }
}
