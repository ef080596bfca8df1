using System;
using System.Text;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>
/// What a request costs. Prices here: 3 in, 15 out, 0.3 read from a cache, 3.75 and 6 written to one, for a million tokens.
/// </summary>
public sealed class CostTests
{
    private static readonly DateTimeOffset Date = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly OfoxModel Model = new()
    {
        Id = "a/b",
        InputPrice = 3,
        OutputPrice = 15,
        CacheReadPrice = 0.3m,
        CacheWritePrice = 3.75m,
        CacheWriteHourPrice = 6,
        SearchPrice = 0.01m,
    };

    [Theory]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}""", "0.0045")]
    [InlineData("""{"prompt_tokens":"1000","completion_tokens":100.0}""", "0.0045")]

    // Cached tokens are a part of the prompt: they are billed once, at their own price.
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":1000}}""", "0.0018")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":400}}""",
        "0.00342")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cache_read_input_tokens":400}""", "0.00342")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"prompt_cache_hit_tokens":400}""", "0.00342")]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":400}}""", "0.00012")]

    // Writes are a part of the prompt too.
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":400,"cache_write_tokens":600}}""",
        "0.00237")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":0,"cache_creation_input_tokens":600,"cache_creation":"""
        + """{"ephemeral_1h_input_tokens":200}}""", "0.0039")]

    // A server whose prompt tokens leave the cached ones out proves it by the total.
    [InlineData("""{"prompt_tokens":100,"completion_tokens":10,"total_tokens":510,"cache_read_input_tokens":400}""", "0.00057")]

    // Reasoning is a part of the answer, unless the total proves that it is not.
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"completion_tokens_details":"""
        + """{"reasoning_tokens":80}}""", "0.0045")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"completion_tokens_details":{"reasoning_tokens":80}}""", "0.0045")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1180,"completion_tokens_details":"""
        + """{"reasoning_tokens":80}}""", "0.0057")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1181,"completion_tokens_details":"""
        + """{"reasoning_tokens":80}}""", "0.0045")]

    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"server_tool_use":{"web_search_requests":2}}""", "0.0245")]
    public void Computed(string usage, string expected) =>
        Assert.Equal(new CallCost(Number(expected), CostSource.Computed, Date), Cost(usage));

    [Theory]
    [InlineData("70000000000000000000000000000.0")]
    [InlineData("1000000000000")]
    [InlineData("1e12")]
    [InlineData("\"1000000000000\"")]
    public void What_nobody_can_mean_is_not_believed(string cost)
    {
        using System.Text.Json.JsonDocument said = System.Text.Json.JsonDocument.Parse(cost);
        Usage usage = new() { AdditionalProperties = new() { ["cost"] = OfoxPS.Core.Text.JsonTree.FromElement(said.RootElement) } };

        // Sums of it would not fit into a decimal, and would end whatever adds them.
        Assert.Null(CostCalculator.Reported(usage));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":0.5}""", "0.5")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":"0.00123"}""", "0.00123")]
    [InlineData("""{"cost":0}""", "0")]
    [InlineData("""{"cost":1e-7}""", "0.0000001")]
    [InlineData("""{"cost":0.0000123456789012345678}""", "0.0000123456789012345678")]
    [InlineData("""{"cost":{"input_tokens_cost":0.1,"total_cost":0.25}}""", "0.25")]
    public void What_the_server_reports_wins(string usage, string expected) =>
        Assert.Equal(new CallCost(Number(expected), CostSource.Reported, null), Cost(usage));

    [Theory]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":-1}""")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":"NaN"}""")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":1e300}""")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":null}""")]
    [InlineData("""{"prompt_tokens":1000,"completion_tokens":100,"cost":true}""")]
    public void A_report_that_cannot_be_meant_is_none(string usage) =>
        Assert.Equal((0.0045m, CostSource.Computed), (Cost(usage).Amount, Cost(usage).Source));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"total_tokens":1100}""")]
    [InlineData("""{"prompt_tokens":1000}""")]
    [InlineData("""{"prompt_tokens":null,"completion_tokens":100}""")]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":100}""")]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""")]
    public void Tokens_that_nobody_told_cost_nobody_knows_what(string usage) => Assert.Equal(CallCost.Unknown, Cost(usage));

    [Fact]
    public void Without_usage_or_list_or_entry_it_is_unknown_and_not_0()
    {
        Usage usage = Read("""{"prompt_tokens":1000,"completion_tokens":100}""");

        Assert.Equal(CallCost.Unknown, CostCalculator.Of(null, "a/b", "a/b", List(Model)));
        Assert.Equal(CallCost.Unknown, CostCalculator.Of(usage, "a/b", "a/b", null));
        Assert.Equal(CallCost.Unknown, CostCalculator.Of(usage, "a/other", "a/other", List(Model)));
        Assert.Equal(CallCost.Unknown, CostCalculator.Of(usage, null, null, List(Model)));
        Assert.Null(CallCost.Unknown.Amount);
    }

    [Fact]
    public void The_price_is_that_of_the_model_that_answered()
    {
        PriceList list = List(new OfoxModel { Id = "a/asked", InputPrice = 100, OutputPrice = 100 }, Model);

        Assert.Equal(0.0045m, CostCalculator.Of(Read("""{"prompt_tokens":1000,"completion_tokens":100}"""), "a/b", "a/asked", list).Amount);
    }

    [Fact]
    public void A_missing_price_of_cached_tokens_is_that_of_the_input()
    {
        OfoxModel plain = new() { Id = "a/b", InputPrice = 3, OutputPrice = 15 };
        string usage =
            """{"prompt_tokens":1000,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":400,"cache_write_tokens":100}"""
                + ""","cache_creation":{"ephemeral_1h_input_tokens":50}}""";

        Assert.Equal(0.003m, Cost(usage, plain).Amount);
    }

    [Fact]
    public void A_price_of_an_hour_that_is_missing_is_that_of_a_write()
    {
        OfoxModel writes = new() { Id = "a/b", InputPrice = 3, OutputPrice = 15, CacheWritePrice = 4 };

        Assert.Equal(
            0.004m, Cost(
            """{"prompt_tokens":1000,"completion_tokens":0,"cache_creation_input_tokens":1000,"cache_creation":"""
            + """{"ephemeral_1h_input_tokens":1000}}""", writes).Amount);
    }

    [Fact]
    public void An_unknown_price_matters_only_where_tokens_have_it()
    {
        OfoxModel half = new() { Id = "a/b", InputPrice = 3 };

        Assert.Equal(0.003m, Cost("""{"prompt_tokens":1000,"completion_tokens":0}""", half).Amount);
        Assert.Equal(CallCost.Unknown, Cost("""{"prompt_tokens":1000,"completion_tokens":1}""", half));
    }

    [Fact]
    public void Free_is_0_and_known() =>
        Assert.Equal(
            (0m, CostSource.Computed),
            (Cost("""{"prompt_tokens":1000,"completion_tokens":1}""",
            new OfoxModel { Id = "a/b", InputPrice = 0, OutputPrice = 0 }) is var cost ? (cost.Amount!.Value, cost.Source) : default));

    [Fact]
    public void A_fee_is_added_and_an_unknown_one_makes_it_unknown()
    {
        string usage = """{"prompt_tokens":1000,"completion_tokens":0}""";

        Assert.Equal(0.008m, Cost(usage, new OfoxModel { Id = "a/b", InputPrice = 3, RequestPrice = 0.005m }).Amount);
        Assert.Null(Cost(usage, new OfoxModel { Id = "a/b", InputPrice = 3, HasUnknownFee = true }).Amount);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2}""", true)]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}""", true)]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2,"total_tokens":7,"completion_tokens_details":{"reasoning_tokens":4}}""", true)]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2,"total_tokens":7}""", false)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"total_tokens":7}""", false)]
    public void Whether_the_parts_make_the_total(string usage, bool addsUp) =>
        Assert.Equal(addsUp, TokenClasses.Of(Read(usage))!.Value.AddsUp);

    [Fact]
    public void Several_calls_cost_their_sum_and_one_unknown_makes_it_unknown()
    {
        CallCost reported = new(0.5m, CostSource.Reported, null);
        CallCost computed = new(0.25m, CostSource.Computed, Date.AddDays(1));
        CallCost older = new(0.25m, CostSource.Computed, Date);

        Assert.Equal(new CallCost(1m, CostSource.Reported, null), CallCost.Sum([reported, reported]));
        Assert.Equal(new CallCost(1m, CostSource.Computed, Date), CallCost.Sum([reported, computed, older]));
        Assert.Equal(CallCost.Unknown, CallCost.Sum([reported, CallCost.Unknown, computed]));
        Assert.Equal(CallCost.Unknown, CallCost.Sum([]));
    }

    [Fact]
    public void Any_split_of_the_tokens_costs_what_the_list_says_to_the_last_decimal()
    {
        Random random = new(20261124);
        for (int i = 0; i < 5_000; i++)
        {
            long uncached = random.NextInt64(2_000_000), read = random.NextInt64(2_000_000), write = random.NextInt64(2_000_000),
                hour = random.NextInt64(2_000_000);
            long output = random.NextInt64(2_000_000), thought = random.NextInt64(output + 1);
            bool isApart = random.Next(2) == 0 && thought > 0 && output - thought > 0;
            OfoxModel model = new()
            {
                Id = "a/b",
                InputPrice = Price(random),
                OutputPrice = Price(random),
                CacheReadPrice = Price(random),
                CacheWritePrice = Price(random),
                CacheWriteHourPrice = Price(random),
                RequestPrice = Price(random) / 1_000,
            };
            long prompt = uncached + read + write + hour;
            string usage = $$$"""
                {"prompt_tokens":{{{prompt}}},"completion_tokens":{{{(isApart ? output - thought : output)}}},"total_tokens":{{{prompt + output}}},
                 "prompt_tokens_details":{"cached_tokens":{{{read}}},"cache_write_tokens":{{{write + hour}}}},"cache_creation":{"ephemeral_1h_input_tokens":{{{hour}}}},
                 "completion_tokens_details":{"reasoning_tokens":{{{thought}}}}}
                """;

            decimal expected = (uncached * Unit(model.InputPrice)) + (read * Unit(model.CacheReadPrice))
                + (write * Unit(model.CacheWritePrice))
                + (hour * Unit(model.CacheWriteHourPrice)) + (output * Unit(model.OutputPrice)) + model.RequestPrice!.Value;
            Assert.Equal(expected, Cost(usage, model).Amount);
        }
    }

    // As lists have them: up to five decimals for a million tokens.
    private static decimal Price(Random random) => new(random.Next(10_000_000), 0, 0, false, (byte)random.Next(6));

    private static decimal Unit(decimal? perMillion) => perMillion!.Value / 1_000_000;

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static CallCost Cost(string usage, OfoxModel? model = null) =>
        CostCalculator.Of(Read(usage), "a/b", "a/b", List(model ?? Model));

    private static PriceList List(params OfoxModel[] models) => new(models, Date, null);

    private static Usage Read(string usage) => new ChunkReader().Read(Encoding.UTF8.GetBytes($$"""{"usage":{{usage}}}""")).Chunk!.Usage!;
}
