using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Catalog;

/// <summary>
/// What answers cost, where it shows, and budgets. The gateway's gpt-4o costs 2.5 in, 10 out and 1.25 from a cache for a million tokens.
/// </summary>
[Collection(ProcessState.Name)]
public sealed class CostTests : EngineTest, IDisposable
{
    private readonly EnvironmentVariables _environment = new();

    public CostTests() => _environment["OFOX_CACHE"] = Folder.File("cache");

    void IDisposable.Dispose()
    {
        _environment.Dispose();
        Dispose();
    }

    [Fact]
    public void Without_a_list_it_is_unknown_and_nobody_is_asked_for_one()
    {
        ChatCompletion answer = Engine.Run("ofox 'say: one two'").Single<ChatCompletion>();

        Assert.Equal((null, CostSource.Unknown, null), (answer.Cost, answer.CostSource, answer.PriceDate));
        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void Rounds_of_tools_are_summed_and_each_call_knows_its_round()
    {
        ChatCompletion answer = Engine.Run(
            "$null = Get-OfoxModel; ofox 'call script({\"Id\":7})' -Tool { param([int] $Id) $Id * 6 } -Model 'openai/gpt-4o?cost=0.25'")
            .Single<ChatCompletion>();

        ToolInvocation call = Assert.Single(answer.ToolInvocations);
        Assert.Equal((0.25m, 0.5m, CostSource.Reported), (call.RoundCost, answer.Cost, answer.CostSource));
    }

    [Fact]
    public void The_line_under_an_answer_tells_it()
    {
        Assert.Contains(" · $0.12 · ", Engine.Show("ofox hi -Model 'openai/gpt-4o?cost=0.12'"), StringComparison.Ordinal);
        Assert.DoesNotContain("$", Engine.Show("ofox hi"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_and_its_sums_tell_it()
    {
        string log = Folder.File("log.jsonl");
        OfoxUsage sum = Engine.Run(
            "param($log) Set-OfoxConfiguration -LogPath $log; $null = ofox hi -Model 'openai/gpt-4o?cost=0.125'; $null = ofox hi -Model "
                + "'openai/gpt-4o?cost=0.5'; $null = ofox hi; Get-OfoxUsage $log", log)
            .Single<OfoxUsage>();

        Assert.Equal((3L, 0.625m, 1L), (sum.Requests, sum.Cost, sum.RequestsWithoutCost));
        Assert.Contains("\"cost\":0.125", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_is_shown_has_an_estimate()
    {
        OfoxRequest before = Engine.Run("ConvertTo-OfoxRequest hi -MaxTokens 100").Single<OfoxRequest>();
        OfoxRequest after = Engine.Run("$null = Get-OfoxModel; ConvertTo-OfoxRequest hi -MaxTokens 100").Single<OfoxRequest>();

        Assert.Equal((null, null), (before.EstimatedInputCost, before.MaximumCost));
        Assert.Equal((after.Length + 3) / 4, after.EstimatedInputTokens);
        Assert.Equal(((after.Length * 2.5m) + (100 * 10)) / 1_000_000, after.MaximumCost);
        Assert.Contains("estimate:", Engine.Show("ofox hi -WhatIf -MaxTokens 100"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_lets_through_what_fits_and_asks_for_the_prices_itself()
    {
        Assert.Single(Engine.Run("ofox hi -MaxCost 1 -MaxTokens 50").All<ChatCompletion>());
        Assert.Equal(["GET", "POST"], Engine.Requests.Select(static request => request.Method));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-ThrottleLimit 16")]
    public void A_budget_ends_the_run_before_it_is_exceeded(string more)
    {
        EngineResult result = Engine.Try($"1..40 | ForEach-Object {{ \"tell me a story $_\" }} | ofox -MaxCost 0.005 -MaxTokens 50 {more}");

        string words = result.Fails("OfoxBudgetExceeded").ToString();
        Assert.StartsWith("The budget of $0.005 (-MaxCost) does not allow this request", words, StringComparison.Ordinal);
        int sent = Engine.Requests.Count(static request => request.Method == "POST");
        Assert.InRange(sent, 2, 39);
        Assert.InRange(result.Output.Sum(static item => ((ChatCompletion)item.BaseObject).Cost!.Value), 0.001m, 0.005m);
    }

    [Theory]
    [InlineData("ofox hi -MaxCost 5 -Model no/such")]
    [InlineData("Set-OfoxConfiguration -MaxCost 5; ofox hi -Model no/such")]
    public void A_price_that_nobody_knows_is_refused_before_anything_is_sent(string script)
    {
        Assert.Contains("'no/such'", Engine.Try(script).Fails("OfoxInvalidArgument").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Engine.Requests, static request => request.Method == "POST");
    }

    [Fact]
    public void What_the_catalogue_says_against_a_request_is_a_warning_and_it_is_sent()
    {
        EngineResult result = Engine.Run("$null = Get-OfoxModel; ofox 'say: hi' -Model deepseek/deepseek-v3.2 -Image https://x.test/a.png");

        Assert.Contains("takes no images, only text. openai/gpt-4o, ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("hi", result.Single<ChatCompletion>().Content);
        Assert.Empty(
            Engine.Run("ofox 'say: hi' -Model deepseek/deepseek-v3.2 -Image https://x.test/a.png -WarningAction "
            + "SilentlyContinue").Warnings);
    }

    [Fact]
    public void A_test_has_prices_of_its_own()
    {
        ChatCompletion answer = Engine.Run(
            "$null = Get-OfoxModel; Use-OfoxTestResponse (New-OfoxTestResponse hi -Usage @{ PromptTokens = 10; CompletionTokens = 2 }) "
            + "{ ofox hi }").Single<ChatCompletion>();

        Assert.Equal((null, CostSource.Unknown), (answer.Cost, answer.CostSource));
    }
}
