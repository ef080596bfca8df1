using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>
/// The most that a pipeline may spend. A request here can cost 1 USD and its body: the answer may have 1000 tokens at 1000 USD a million,
/// and the input is free.
/// </summary>
public sealed class BudgetTests
{
    private const string Answer =
        """{"model":"asked/model","choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10"""
            + ""","completion_tokens":200}}""";

    private static readonly PriceList Prices = new(
        [new OfoxModel { Id = "asked/model", InputPrice = 0, OutputPrice = 1_000, MaximumOutputTokens = 1_000 },
            new OfoxModel { Id = "bare" }], DateTimeOffset.UnixEpoch, null);

    private static readonly CallOptions Options = Ask.Options with { Prices = static () => Prices };

    [Fact]
    public async Task What_a_call_did_cost_is_spent_and_the_rest_is_free_again()
    {
        Budget budget = new(1.5m, Prices);
        CallResult result = await SendAsync(budget, Reply.Json(Answer));

        Assert.Equal(0.2m, result.Completion.Cost);
        Assert.Equal((0.2m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_request_that_does_not_fit_is_not_sent()
    {
        Budget budget = new(1.15m, Prices);
        await SendAsync(budget, Reply.Json(Answer));
        FakeServer server = new();
        OfoxException failure = (await SendAsync(budget, server)).Failure;

        Assert.Equal((OfoxErrorKind.OfoxBudgetExceeded, FailureScope.Model), (failure.Kind, failure.Scope));
        Assert.Equal(
            "The budget of $1.15 (-MaxCost) does not allow this request, which can cost up to $1.00: $0.20 has been spent, and $0.95 is "
            + "left.", failure.Message);
        Assert.Empty(server.Requests);
        Assert.Equal((0.2m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task Exactly_the_budget_may_be_spent()
    {
        Budget budget = new(1, Prices);

        Assert.Equal(0.2m, (await SendAsync(budget, Reply.Json(Answer))).Completion.Cost);
    }

    [Fact]
    public async Task A_request_whose_price_nobody_knows_is_refused()
    {
        FakeServer server = new();
        OfoxException unlisted = (await SendAsync(new Budget(1_000, Prices), server, Ask.Plain with { Model = "no/such" })).Failure;
        OfoxException unpriced =
            (await SendAsync(new Budget(1_000, Prices), server, Ask.Plain with { Model = "bare", MaxTokens = 5 })).Failure;
        OfoxException fallback = (await SendAsync(
            new Budget(1_000, Prices), server,
                Ask.Plain with { Provider = new Dictionary<string, object> { ["fallback"] = new[] { "no/such" } } })).Failure;

        Assert.All([unlisted, unpriced, fallback],
            static failure => Assert.Equal((OfoxErrorKind.OfoxInvalidArgument, FailureScope.Model), (failure.Kind, failure.Scope)));
        Assert.Contains("'no/such'", fallback.Message);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(400, 0.0)]
    [InlineData(500, 0.0)]
    public async Task A_refused_request_costs_nothing(int status, double spent)
    {
        Budget budget = new(2, Prices);
        await SendAsync(budget, Reply.Error(status), Reply.Error(status), Reply.Error(status));

        Assert.Equal(((decimal)spent, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task An_answer_without_usage_may_have_cost_the_most()
    {
        Budget budget = new(2, Prices);
        await SendAsync(
            budget, Reply.Json("""{"model":"asked/model","choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}]}"""));

        Assert.Equal((1m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_stream_that_breaks_may_have_cost_the_most_whatever_it_had_told_by_then()
    {
        Budget budget = new(5, Prices);
        await SendAsync(budget, new FakeServer(Reply.Stream(Reply.FirstChunk)), Ask.Streamed);
        Assert.Equal(1m, budget.Spent);

        await SendAsync(
            budget,
            new FakeServer(
                Reply.Stream(
                """data: {"id":"c","model":"asked/model","choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"prompt_tokens":10"""
                + ""","completion_tokens":50}}""" + "\n\n")),
            Ask.Streamed);
        Assert.Equal(2m, budget.Spent);
    }

    [Fact]
    public async Task Each_attempt_that_was_sent_and_got_no_answer_may_have_cost_the_most()
    {
        Budget budget = new(10, Prices);
        FakeServer server = new FakeServer().ThenThrow(new HttpRequestException("reset")).Then(Reply.Json(Answer));
        Assert.Equal(0.2m, (await SendAsync(budget, server)).Completion.Cost);
        Assert.Equal((2, 1.2m), (server.Requests.Count, budget.Spent));

        await SendAsync(budget, Reply.Json(Answer[..60]));
        Assert.Equal(2.2m, budget.Spent);
    }

    [Fact]
    public async Task Nothing_is_sent_again_where_the_attempts_have_used_up_the_budget()
    {
        Budget budget = new(2.5m, Prices);
        FakeServer server = new FakeServer().ThenThrow(new HttpRequestException("reset")).ThenThrow(new HttpRequestException("reset"))
            .ThenThrow(new HttpRequestException("reset"));
        OfoxException failure = (await SendAsync(budget, server, options: Options with { MaximumRetryCount = 5 })).Failure;

        Assert.Equal((2, OfoxErrorKind.OfoxBudgetExceeded, 2), (server.Requests.Count, failure.Kind, failure.Attempts));
        Assert.Contains("$2.00 has been spent", failure.Message);
        Assert.Contains("The attempt before it failed: gateway.test closed the connection before it answered: reset", failure.Message);
        Assert.Equal((2m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task Nothing_of_the_budget_is_held_while_a_call_waits_to_be_sent_again()
    {
        Budget budget = new(1.5m, Prices);
        using CancellationTokenSource stop = new();
        await foreach (
            CallEvent item in new OfoxClient(Options with { Budget = budget, Tells = true }, new FakeServer(Reply.Error(500)))
            .SendAsync(Ask.Plain, stop.Token))
        {
            if (item is NoticeEvent { Text: { } text } && text.Contains("Trying again"))
            {
                Assert.Equal((0m, 0m), (budget.Spent, budget.Reserved));
                break;
            }
        }
    }

    [Fact]
    public async Task A_request_that_was_not_sent_costs_nothing()
    {
        Budget budget = new(2, Prices);
        FakeServer server = new() { IsUnreachable = true, Unreachable = new HttpRequestException("refused") };
        await SendAsync(budget, server);

        Assert.Equal((0m, 0m), (budget.Spent, budget.Reserved));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"error":{"message":"too long","code":"context_length_exceeded"}}""", 0.0)]
    [InlineData("""{"error":{"message":"the provider failed","code":502}}""", 1.0)]
    [InlineData("""{"error":{"message":"the provider failed","code":502},"usage":{"prompt_tokens":10,"completion_tokens":300}"""
        + ""","model":"asked/model"}""", 0.3)]
    public async Task An_error_with_200_is_free_only_where_it_refuses_the_request(string body, double spent)
    {
        Budget budget = new(5, Prices);
        await SendAsync(budget, new FakeServer(Reply.Json(body)), options: Options with { MaximumRetryCount = 0 });

        Assert.Equal(((decimal)spent, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task Whoever_stops_an_answer_may_have_to_pay_it()
    {
        Budget budget = new(5, Prices);
        await foreach (
            CallEvent item in new OfoxClient(Options with { Budget = budget }, new FakeServer(Reply.Stream())).SendAsync(Ask.Streamed))
        {
            if (item is ChunkEvent)
            {
                Assert.Equal((0m, 1m), (budget.Spent, budget.Reserved));
                break;
            }
        }

        Assert.Equal((1m, 0m), (budget.Spent, budget.Reserved));
    }

    private static Task<CallResult> SendAsync(Budget budget, params HttpResponseMessage[] answers) =>
        SendAsync(budget, new FakeServer(answers));

    private static Task<CallResult> SendAsync(Budget budget, FakeServer server, ChatRequest? request = null, CallOptions? options = null) =>
        CallResult.OfAsync(server, request ?? Ask.Plain, (options ?? Options) with { Budget = budget });
}
