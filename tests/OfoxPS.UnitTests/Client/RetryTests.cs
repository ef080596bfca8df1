using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Sending again: when, how often, and what. The waits are those that the server asks for, so that none is long.</summary>
public sealed class RetryTests
{
    private const string Soon = "retry-after-ms: 1";

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task A_status_that_may_pass_is_tried_again(int status)
    {
        FakeServer server = new(Reply.Error(status, Soon), Reply.Error(status, Soon), Reply.Stream());

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal(("Hello", 3, 3), (result.Completion.Content, result.Completion.Attempts, server.Requests.Count));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task A_status_that_will_not_is_final(int status)
    {
        FakeServer server = new(Reply.Error(status, Soon));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal((status, 1), (result.Failure.StatusCode, result.Failure.Attempts));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task There_are_as_many_attempts_as_allowed(int retries)
    {
        FakeServer server = new([.. Enumerable.Range(0, retries + 1).Select(_ => Reply.Error(500, Soon))]);

        CallResult result = await CallResult.OfAsync(server, options: Ask.Options with { MaximumRetryCount = retries });

        Assert.Equal((retries + 1, retries + 1), (server.Requests.Count, result.Failure.Attempts));
        Assert.Equal(retries > 0, result.Failure.Message.Contains($"{retries + 1} attempts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_attempt_sends_the_same_bytes()
    {
        using TemporaryFile file = new(TestImage.Png(100_000));
        ChatRequest request =
            Ask.With(new ChatMessage("user", null) { Content = new[] { ChatContentPart.FromMedia(ChatMedia.FromFile(file.Path)) } });
        FakeServer server =
            new(Reply.Error(500, Soon), Reply.Error(429, Soon), Reply.Json("""{"choices":[{"message":{"content":"x"}}]}"""));

        await CallResult.OfAsync(server, request);

        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, sent => Assert.Equal(server.Requests[0].Body, sent.Body));
        Assert.All(server.Requests,
            sent => Assert.Equal(sent.Body.Length.ToString(CultureInfo.InvariantCulture), sent.Headers["Content-Length"]));
    }

    [Fact]
    public async Task An_image_that_changed_in_between_is_sent_as_it_was()
    {
        using TemporaryFile file = new(TestImage.Png(1000));
        ChatRequest request =
            Ask.With(new ChatMessage("user", null) { Content = new[] { ChatContentPart.FromMedia(ChatMedia.FromFile(file.Path)) } });
        FakeServer server = new FakeServer().Then(_ =>
        {
            File.WriteAllBytes(file.Path, TestImage.Png(1200));
            return Task.FromResult(Reply.Error(500, Soon));
        }).Then(Reply.Stream());

        CallResult result = await CallResult.OfAsync(server, request);

        Assert.Null(result.Error);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
    }

    [Fact]
    public async Task A_connection_that_fails_is_tried_again()
    {
        FakeServer server = new FakeServer()
            .ThenThrow(new HttpRequestException("no", new SocketException((int)SocketError.ConnectionRefused)))
            .Then(Reply.Stream());

        Assert.Equal(2, (await CallResult.OfAsync(server)).Completion.Attempts);
    }

    [Fact]
    public async Task A_stream_that_breaks_before_its_first_chunk_is_tried_again()
    {
        FakeServer server = new(
            Reply.Of(200, new ScriptedStream(": hi\n\n") { Failure = new IOException("reset") }, "text/event-stream", Soon),
            Reply.Stream());

        Assert.Equal(
            ("Hello", 2),
            (await CallResult.OfAsync(server) is { } result ? (result.Completion.Content, result.Completion.Attempts) : default));
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"busy\",\"code\":503}}\n\n")]
    [InlineData("event: error\ndata: busy\n\n")]
    [InlineData("")]
    [InlineData(": comment\n\n")]
    public async Task A_stream_that_fails_before_its_first_chunk_is_tried_again(string body)
    {
        FakeServer server = new(Reply.Stream(body, Soon), Reply.Stream());

        Assert.Equal(2, (await CallResult.OfAsync(server)).Completion.Attempts);
    }

    [Fact]
    public async Task A_whole_answer_that_breaks_off_is_tried_again()
    {
        FakeServer server = new(
            Reply.Of(200, new ScriptedStream("""{"id":"c1","cho""") { Failure = new HttpIOException(HttpRequestError.ResponseEnded) },
                "application/json", Soon),
            Reply.Json("""{"choices":[{"message":{"content":"x"}}]}"""));

        Assert.Equal(2, (await CallResult.OfAsync(server, Ask.Plain)).Completion.Attempts);
    }

    [Fact]
    public async Task Nothing_is_sent_again_once_a_chunk_was_handed_out()
    {
        foreach (HttpResponseMessage broken in new[]
        {
            Reply.Stream(Reply.FirstChunk, Soon),
            Reply.Stream(Reply.FirstChunk + "data: {\"error\":{\"message\":\"busy\",\"code\":503}}\n\n", Soon, "x-should-retry: true"),
            Reply.Of(200, new ScriptedStream(Reply.FirstChunk) { Failure = new IOException("reset") }, "text/event-stream", Soon),
        })
        {
            FakeServer server = new(broken, Reply.Stream());

            CallResult result = await CallResult.OfAsync(server);

            Assert.Single(server.Requests);
            Assert.Equal(("Hel", 1), (result.Failure.Completion?.Content, result.Failure.Attempts));
        }
    }

    [Fact]
    public async Task HTML_is_not_asked_for_again()
    {
        FakeServer server = new(Reply.Of(200, new ScriptedStream("<html>Sign in</html>"), "text/html", Soon));

        Assert.Equal(1, (await CallResult.OfAsync(server)).Failure.Attempts);
    }

    [Fact]
    public async Task A_refused_key_in_a_stream_is_not_sent_again()
    {
        FakeServer server = new(
            Reply.Stream(
            "data: {\"error\":{\"message\":\"bad key\",\"type\":\"authentication_error\",\"code\":\"invalid_api_key\"}}\n\n", Soon));

        Assert.Equal(1, (await CallResult.OfAsync(server)).Failure.Attempts);
    }

    [Fact]
    public async Task A_connection_that_is_not_secure_is_final()
    {
        FakeServer server = new FakeServer()
            .ThenThrow(new HttpRequestException("x", new AuthenticationException("The remote certificate is invalid")));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal((OfoxErrorKind.OfoxConnectionFailed, 1), (result.Failure.Kind, result.Failure.Attempts));
        Assert.Contains("The remote certificate is invalid", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_may_ask_for_another_attempt()
    {
        FakeServer server = new(Reply.Error(400, Soon, "x-should-retry: true"), Reply.Stream());

        Assert.Equal(2, (await CallResult.OfAsync(server)).Completion.Attempts);
    }

    [Fact]
    public async Task The_server_may_forbid_another_attempt()
    {
        FakeServer server = new(Reply.Error(500, Soon, "x-should-retry: false"));

        Assert.Equal(1, (await CallResult.OfAsync(server)).Failure.Attempts);
    }

    [Theory]
    [InlineData("retry-after: 0")]
    [InlineData("retry-after: 0.001")]
    [InlineData("retry-after-ms: 0.5")]
    [InlineData("retry-after: Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task The_wait_is_told_and_waited(string header)
    {
        FakeServer server = new(Reply.Error(429, header), Reply.Stream());

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal(2, result.Completion.Attempts);
        Assert.Contains(
            result.Notices, static text =>
            text.Contains("words of 429", StringComparison.Ordinal) && text.Contains("Trying again in 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("retry-after: 121", "121 s")]
    [InlineData("retry-after: 3600", "3600 s")]
    [InlineData("retry-after-ms: 600000", "600 s")]
    [InlineData("retry-after: 99999999999", "asks to wait")]
    public async Task A_long_wait_is_an_error_that_names_it(string header, string named)
    {
        FakeServer server = new(Reply.Error(429, header));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal((OfoxErrorKind.OfoxRateLimited, 1), (result.Failure.Kind, result.Failure.Attempts));
        Assert.Contains(named, result.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("120 s", result.Failure.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Failure.RetryAfter);
    }

    [Fact]
    public async Task A_long_wait_until_a_date_is_an_error_too()
    {
        FakeServer server =
            new(Reply.Error(503, "retry-after: " + DateTimeOffset.UtcNow.AddHours(1).ToString("R", CultureInfo.InvariantCulture)));

        Assert.Contains("120 s", (await CallResult.OfAsync(server)).Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_long_wait_nothing_is_said_when_there_would_be_no_attempt_anyway()
    {
        CallResult result = await CallResult.OfAsync(new FakeServer(Reply.Error(429, "retry-after: 3600")), options: Ask.Once);

        Assert.DoesNotContain("120 s", result.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(1), result.Failure.RetryAfter);
    }

    [Fact]
    public async Task The_last_failure_is_the_one_that_is_told()
    {
        FakeServer server = new(Reply.Error(500, Soon), Reply.Error(429, Soon), Reply.Error(401));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal((OfoxErrorKind.OfoxAuthenticationFailed, 3), (result.Failure.Kind, result.Failure.Attempts));
    }

    [Fact]
    public async Task Every_response_is_closed()
    {
        ScriptedStream[] bodies = [new("{}"), new("{}"), new(Reply.Hello)];
        FakeServer server = new(
            Reply.Of(500, bodies[0], "application/json", Soon),
            Reply.Of(429, bodies[1], "application/json", Soon),
            Reply.Of(200, bodies[2], "text/event-stream"));

        await CallResult.OfAsync(server);

        Assert.All(bodies, static body => Assert.True(body.Disposed));
    }
}
