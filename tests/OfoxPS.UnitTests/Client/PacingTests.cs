using System;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Pacing;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>A call passes the gate before each attempt and reports to it after.</summary>
public sealed class PacingTests
{
    private const string Soon = "retry-after-ms: 1";

    // Time enough for a busy machine to do what has to come before it is over.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private static readonly CallOptions Patient = Ask.Options with { MaximumWait = TimeSpan.FromSeconds(600) };

    [Theory]
    [InlineData(429, Soon)]
    [InlineData(503, Soon)]
    [InlineData(529, Soon)]
    [InlineData(429, "retry-after: 0.001")]
    public async Task A_refusal_uses_up_no_attempt_where_many_requests_are_made(int status, string header)
    {
        FakeServer server = new([.. Enumerable.Range(0, 4).Select(_ => Reply.Error(status, header)), Reply.Stream()]);

        CallResult result = await CallResult.OfAsync(server, options: Patient with { MaximumRetryCount = 0 });

        Assert.Equal(("Hello", 5), (result.Completion.Content, result.Completion.Attempts));
        Assert.Equal([1, 2, 3, 4], result.Events.OfType<RefusedEvent>().Select(static refused => refused.Pause.Generation));
    }

    [Fact]
    public async Task Other_failures_still_use_up_attempts()
    {
        FakeServer server =
            new(Reply.Error(429, Soon), Reply.Error(500, Soon), Reply.Error(429, Soon), Reply.Error(500, Soon), Reply.Stream());

        CallResult result = await CallResult.OfAsync(server, options: Patient with { MaximumRetryCount = 1 });

        Assert.Equal((500, 4), (result.Failure.StatusCode, result.Failure.Attempts));
    }

    [Fact]
    public async Task A_request_by_itself_counts_refusals_as_before()
    {
        FakeServer server = new(Reply.Error(429, Soon), Reply.Error(429, Soon), Reply.Error(429, Soon));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal((OfoxErrorKind.OfoxRateLimited, 3), (result.Failure.Kind, result.Failure.Attempts));
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"x","code":"insufficient_quota"}}""")]
    [InlineData(402, """{"error":{"message":"x"}}""")]
    public async Task A_quota_that_is_used_up_is_final(int status, string body)
    {
        FakeServer server = new(Reply.Of(status, new ScriptedStream(body), "application/json", Soon));

        CallResult result = await CallResult.OfAsync(server, options: Patient);

        Assert.Equal((OfoxErrorKind.OfoxInsufficientCredits, 1), (result.Failure.Kind, result.Failure.Attempts));
        Assert.Empty(result.Events.OfType<RefusedEvent>());
    }

    [Fact]
    public async Task A_wait_uses_up_no_time_of_the_call_and_is_told_of()
    {
        TestClock clock = new();
        FakeServer server = new(Reply.Error(429, "retry-after: 60"), Reply.Stream());
        OfoxClient client = new(Patient with { Timeout = TimeSpan.FromSeconds(20) }, server, new Gates(clock));

        CallResult result = await CallResult.OfAsync(client, Ask.Streamed, item => LetPass(item, clock, 70));

        PausedEvent paused = Assert.Single(result.Events.OfType<PausedEvent>());
        Assert.InRange((paused.Until - TestClock.Midnight).TotalSeconds, 60, 62);
        Assert.Equal("Hello", result.Completion.Content);
        Assert.Contains(result.Notices, static text => text.StartsWith("Waiting until", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_limit_of_the_call_stands_still_while_it_waits()
    {
        TestClock clock = new();
        FakeServer server = new(Reply.Error(429, "retry-after: 60"), Reply.Stream());
        OfoxClient client = new(Patient with { Timeout = Short }, server, new Gates(clock));
        TaskCompletionSource paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<CallResult> call = CallResult.OfAsync(client, Ask.Streamed, item =>
        {
            if (item is PausedEvent)
            {
                paused.SetResult();
            }
        });
        await paused.Task;

        // A call with the same limit that began later is over.
        CallResult other = await CallResult.OfAsync(new FakeServer().ThenHang(), options: Ask.Once with { Timeout = Short });
        clock.Advance(70);

        Assert.Equal(OfoxErrorKind.OfoxTimeout, other.Failure.Kind);
        Assert.Equal("Hello", (await call).Completion.Content);
    }

    [Fact]
    public async Task The_limit_of_the_call_goes_on_after_the_wait()
    {
        TestClock clock = new();
        FakeServer server = new FakeServer(Reply.Error(429, "retry-after: 60")).ThenHang();
        OfoxClient client = new(Patient with { Timeout = Short }, server, new Gates(clock));

        CallResult result = await CallResult.OfAsync(client, Ask.Streamed, item => LetPass(item, clock, 70));

        Assert.Equal(OfoxErrorKind.OfoxTimeout, result.Failure.Kind);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Waits_have_an_end_of_their_own()
    {
        FakeServer server = new(Reply.Error(429, "retry-after: 601"));

        CallResult result = await CallResult.OfAsync(server, options: Patient);

        Assert.Equal((OfoxErrorKind.OfoxRateLimited, 1, 429), (result.Failure.Kind, result.Failure.Attempts, result.Failure.StatusCode));
        Assert.Contains("words of 429", result.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "longer than the 600 s that are waited at most (-MaximumWaitSeconds)", result.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_after_of_an_answer_means_nothing()
    {
        FakeServer server = new(Reply.Stream(Reply.Hello, "retry-after: 3600"), Reply.Stream());
        OfoxClient client = new(Patient, server);

        await CallResult.OfAsync(client, Ask.Streamed);
        CallResult second = await CallResult.OfAsync(client, Ask.Streamed);

        Assert.Empty(second.Events.OfType<PausedEvent>());
        Assert.Equal("Hello", second.Completion.Content);
    }

    [Fact]
    public async Task What_the_server_has_left_is_kept_to()
    {
        TestClock clock = new();
        FakeServer server = new(
            Reply.Stream(
                Reply.Hello, "x-ratelimit-limit-requests: 5", "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 12s"),
            Reply.Stream());
        OfoxClient client = new(Patient, server, new Gates(clock));
        await CallResult.OfAsync(client, Ask.Streamed);

        CallResult second = await CallResult.OfAsync(client, Ask.Streamed, item => LetPass(item, clock, 13));

        Assert.InRange((Assert.Single(second.Events.OfType<PausedEvent>()).Until - TestClock.Midnight).TotalSeconds, 12, 12.1);
    }

    [Fact]
    public async Task A_failure_tells_what_the_server_said_of_its_limits()
    {
        FakeServer server =
            new(Reply.Error(429, "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 3s", "x-should-retry: false"));

        CallResult result = await CallResult.OfAsync(server);

        Assert.Equal((0L, TimeSpan.FromSeconds(3)), (result.Failure.RateLimit!.RemainingRequests, result.Failure.RateLimit.ResetRequests));
    }

    [Fact]
    public async Task Who_leaves_while_waiting_keeps_no_place()
    {
        TestClock clock = new();
        Gates gates = new(clock);
        OfoxClient client = new(Patient, new FakeServer(Reply.Error(429, "retry-after: 60")), gates);
        await foreach (CallEvent item in client.SendAsync(Ask.Streamed))
        {
            if (item is PausedEvent)
            {
                break;
            }
        }

        Gate gate = gates.Take(Gates.AddressOf(Patient.Endpoint), OfoxPS.Core.Files.Sha256.TextOf(Ask.Key), Ask.Streamed.Model);
        clock.Advance(70);
        using Ticket next = gate.Join(new Demand(0, TimeSpan.Zero, TimeSpan.Zero, GoesAnyway: false));
        Assert.Equal((true, 1), (next.IsIssued, gate.Open));
    }

    private static void LetPass(CallEvent item, TestClock clock, double seconds)
    {
        if (item is PausedEvent)
        {
            clock.Advance(seconds);
        }
    }
}
