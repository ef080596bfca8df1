using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>
/// The most that a pipeline may spend. A request here can cost 1 USD and its body: the answer may have 1000 tokens at 1000 USD a million, and
/// the input is free.
/// </summary>
public sealed class BudgetTests
{
    private const string Answer = """{"model":"asked/model","choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":200}}""";

    private static readonly PriceList Prices = new(
        [new OfoxModel { Id = "asked/model", InputPrice = 0, OutputPrice = 1_000, MaximumOutputTokens = 1_000 }, new OfoxModel { Id = "bare" }], DateTimeOffset.UnixEpoch, null);

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

        Assert.Equal((OfoxErrorKind.OfoxBudgetExceeded, true), (failure.Kind, failure.MeetsAll));
        Assert.Equal("The budget of $1.15 (-MaxCost) does not allow this request, which can cost up to $1.00: $0.20 has been spent, and $0.95 is left.", failure.Message);
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
        OfoxException unpriced = (await SendAsync(new Budget(1_000, Prices), server, Ask.Plain with { Model = "bare", MaxTokens = 5 })).Failure;
        OfoxException fallback = (await SendAsync(
            new Budget(1_000, Prices), server, Ask.Plain with { Provider = new Dictionary<string, object> { ["fallback"] = new[] { "no/such" } } })).Failure;

        Assert.All([unlisted, unpriced, fallback], static failure => Assert.Equal((OfoxErrorKind.OfoxInvalidArgument, true), (failure.Kind, failure.MeetsAll)));
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
        await SendAsync(budget, Reply.Json("""{"model":"asked/model","choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}]}"""));

        Assert.Equal((1m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_stream_that_breaks_may_have_cost_the_most_unless_it_said()
    {
        Budget budget = new(5, Prices);
        await SendAsync(budget, new FakeServer(Reply.Stream(Reply.FirstChunk)), Ask.Streamed);
        Assert.Equal(1m, budget.Spent);

        await SendAsync(
            budget,
            new FakeServer(Reply.Stream("""data: {"id":"c","model":"asked/model","choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"prompt_tokens":10,"completion_tokens":50}}""" + "\n\n")),
            Ask.Streamed);
        Assert.Equal(1.05m, budget.Spent);
    }

    [Fact]
    public async Task Whoever_stops_an_answer_may_have_to_pay_it()
    {
        Budget budget = new(5, Prices);
        OfoxClient client = new(Options, new FakeServer(Reply.Stream()));
        await foreach (CallEvent item in budget.SendAsync(Ask.Streamed, RequestWriter.Write(Ask.Streamed), client))
        {
            if (item is ChunkEvent)
            {
                Assert.Equal((0m, 1m), (budget.Spent, budget.Reserved));
                break;
            }
        }

        Assert.Equal((1m, 0m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_request_waits_for_those_on_their_way()
    {
        Budget budget = new(1.5m, Prices);
        BudgetShare first = await ReserveAsync(budget);
        Task<BudgetShare> second = ReserveAsync(budget);
        Assert.False(second.IsCompleted);

        budget.Settle(first.Most, 0.25m);

        using BudgetShare granted = await second;
        Assert.Equal((0.25m, 1m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_request_that_comes_later_does_not_take_what_another_waits_for()
    {
        Budget budget = new(1.5m, Prices);
        BudgetShare first = await ReserveAsync(budget);
        using CancellationTokenSource stop = new();
        Task<BudgetShare> withdrawn = budget.ReserveAsync(Ask.Plain, RequestWriter.Write(Ask.Plain), stop.Token);
        Task<BudgetShare> second = ReserveAsync(budget);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);

        budget.Settle(first.Most, 0);
        Task<BudgetShare> third = ReserveAsync(budget);

        Assert.False(third.IsCompleted);
        budget.Settle((await second).Most, 0);
        using BudgetShare granted = await third;
        Assert.Equal((0m, 1m), (budget.Spent, budget.Reserved));
    }

    [Fact]
    public async Task A_request_that_waited_is_refused_where_too_much_was_spent()
    {
        Budget budget = new(1.5m, Prices);
        BudgetShare first = await ReserveAsync(budget);
        Task<BudgetShare> second = ReserveAsync(budget);

        first.Dispose();
        Assert.Equal(0m, budget.Spent);
        using BudgetShare granted = await second;
        Task<BudgetShare> third = ReserveAsync(budget);
        budget.Settle(granted.Most, 0.75m);

        Assert.Equal(OfoxErrorKind.OfoxBudgetExceeded, (await Assert.ThrowsAsync<OfoxException>(() => third)).Kind);
    }

    [Fact]
    public async Task Waiting_ends_with_the_pipeline()
    {
        Budget budget = new(1, Prices);
        using BudgetShare first = await ReserveAsync(budget);
        using CancellationTokenSource stop = new();
        Task<BudgetShare> second = budget.ReserveAsync(Ask.Plain, RequestWriter.Write(Ask.Plain), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Many_at_once_never_spend_more_than_there_is()
    {
        Budget budget = new(20, Prices);
        int refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
        {
            Random random = new(number);
            try
            {
                while (true)
                {
                    BudgetShare share = await ReserveAsync(budget);
                    Assert.InRange(budget.Spent + budget.Reserved, 0m, 20m);
                    await Task.Yield();
                    budget.Settle(share.Most, (decimal)random.NextDouble() * share.Most);
                }
            }
            catch (OfoxException failure) when (failure.Kind == OfoxErrorKind.OfoxBudgetExceeded)
            {
                Interlocked.Increment(ref refused);
            }
        })));

        Assert.InRange(budget.Spent, 19m, 20m);
        Assert.Equal((0m, 64), (budget.Reserved, refused));
    }

    private static Task<BudgetShare> ReserveAsync(Budget budget) => budget.ReserveAsync(Ask.Plain, RequestWriter.Write(Ask.Plain), default);

    private static Task<CallResult> SendAsync(Budget budget, params System.Net.Http.HttpResponseMessage[] answers) => SendAsync(budget, new FakeServer(answers));

    private static async Task<CallResult> SendAsync(Budget budget, FakeServer server, ChatRequest? request = null)
    {
        request ??= Ask.Plain;
        List<CallEvent> events = [];
        try
        {
            await foreach (CallEvent item in budget.SendAsync(request, RequestWriter.Write(request), new OfoxClient(Options, server)))
            {
                events.Add(item);
            }

            return new CallResult(events, null);
        }
        catch (OfoxException error)
        {
            return new CallResult(events, error);
        }
    }
}
