using System;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>What a call costs, with its failed attempts. Prices here: 1 in and 2 out for a million tokens.</summary>
public sealed class CallCostTests
{
    private const string Answer =
        """{"model":"a/b","choices":[{"index":0,"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000"""
            + ""","completion_tokens":500}}""";

    private static readonly DateTimeOffset Date = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly CallOptions Options = Ask.Options with
    {
        Prices = () =>
            new PriceList(
                [new OfoxModel { Id = "a/b", InputPrice = 1, OutputPrice = 2 },
                new OfoxModel { Id = "asked/model", InputPrice = 10, OutputPrice = 20 }], Date, null),
    };

    [Fact]
    public async Task An_answer_has_its_cost()
    {
        ChatCompletion completion = (await CallResult.OfAsync(new FakeServer(Reply.Json(Answer)), Ask.Plain, Options)).Completion;

        Assert.Equal((0.002m, CostSource.Computed, Date), (completion.Cost, completion.CostSource, completion.PriceDate));
    }

    [Fact]
    public async Task The_verbose_line_tells_it() =>
        Assert.Contains(
            "1000 in, 500 out ($0.002)", (await CallResult.OfAsync(new FakeServer(Reply.Json(Answer)), Ask.Plain, Options)).Notices[^1]);

    [Fact]
    public async Task Of_a_stream_the_last_usage_counts_once()
    {
        string stream = string.Concat(new[] { 100, 300, 500 }.Select(static out_ =>
            $$$"""data: {"id":"c","model":"a/b","choices":[{"index":0,"delta":{"content":"x"}{{{(out_ == 500 ? ",\"finish_reason\":\"stop\"" : string.Empty)}}}}],"usage":{"prompt_tokens":1000,"completion_tokens":{{{out_}}}}}""" + "\n\n"))
            + "data: [DONE]\n\n";

        Assert.Equal(0.002m, (await CallResult.OfAsync(new FakeServer(Reply.Stream(stream)), Ask.Streamed, Options)).Completion.Cost);
    }

    [Fact]
    public async Task Without_a_list_only_what_the_server_says()
    {
        FakeServer server = new(Reply.Json(Answer), Reply.Json(Answer.Replace("\"usage\":{", "\"usage\":{\"cost\":0.01,")));
        ChatCompletion unknown = (await CallResult.OfAsync(server, Ask.Plain)).Completion;
        ChatCompletion reported = (await CallResult.OfAsync(server, Ask.Plain)).Completion;

        Assert.Equal((null, CostSource.Unknown, null), (unknown.Cost, unknown.CostSource, unknown.PriceDate));
        Assert.Equal((0.01m, CostSource.Reported, null), (reported.Cost, reported.CostSource, reported.PriceDate));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_failed_attempt_that_tells_of_tokens_is_counted(int status)
    {
        FakeServer server = new(
            Reply.Json("""{"model":"a/b","error":{"message":"upstream failed","code":500},"usage":{"prompt_tokens":100"""
                + ""","completion_tokens":50}}""", status),
            Reply.Json(Answer));
        ChatCompletion completion = (await CallResult.OfAsync(server, Ask.Plain, Options)).Completion;

        Assert.Equal((2, 500L), (completion.Attempts, completion.Usage!.CompletionTokens));
        Assert.Equal(0.004m, completion.Cost);
    }

    [Fact]
    public async Task A_failed_attempt_that_tells_of_none_costs_nothing() =>
        Assert.Equal(
            0.002m, (await CallResult.OfAsync(new FakeServer(Reply.Error(500), Reply.Json(Answer)), Ask.Plain, Options)).Completion.Cost);

    [Fact]
    public async Task A_call_that_fails_for_good_has_what_its_attempts_told()
    {
        FakeServer server = new(
            Reply.Json("""{"error":{"message":"upstream failed","code":500},"usage":{"prompt_tokens":100,"completion_tokens":50}}"""),
            Reply.Error(400));
        OfoxException failure = (await CallResult.OfAsync(server, Ask.Plain, Options)).Failure;

        Assert.Equal(0.002m, failure.Completion?.Cost);
        Assert.Empty(failure.Completion!.Choices);
    }

    [Fact]
    public async Task A_stream_that_breaks_has_the_cost_it_told()
    {
        string broken =
            """data: {"id":"c","model":"a/b","choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"prompt_tokens":1000"""
                + ""","completion_tokens":500}}""" + "\n\n";

        Assert.Equal(
            0.002m, (await CallResult.OfAsync(new FakeServer(Reply.Stream(broken)), Ask.Streamed, Options)).Failure.Completion?.Cost);
    }
}
