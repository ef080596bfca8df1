using System;
using System.Linq;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>Lists of models, as servers write them.</summary>
public sealed class ModelReaderTests
{
    [Fact]
    public void An_entry_as_the_gateway_documents_it()
    {
        OfoxModel model = One("""
            {"id":"a/b","object":"model","created":1735689600,"owned_by":"a","canonical_slug":"a/b-20250102","name":"B","description":"Good.","context_length":128000,
             "architecture":{"modality":"text+image->text","input_modalities":["text","image"],"output_modalities":["text"],"tokenizer":"T"},
             "pricing":{"prompt":"0.0000025","completion":"0.00001","input_cache_read":"0.00000125","input_cache_write_5m":"0.000003125","input_cache_write_1h":"0.000005"},
             "top_provider":{"context_length":128000,"max_completion_tokens":16384,"is_moderated":false},
             "supported_parameters":["tools","seed"],"expiration_date":"2027-03-01","is_deprecated":false,"supported_endpoints":["/v1/chat/completions"]}
            """);

        Assert.Equal(
            ("a/b", "B", "Good.", "a", 128000L, 16384L),
            (model.Id, model.Name, model.Description, model.OwnedBy, model.ContextLength, model.MaximumOutputTokens));
        Assert.Equal(
            (2.5m, 10m, 1.25m, 3.125m, 5m),
            (model.InputPrice, model.OutputPrice, model.CacheReadPrice, model.CacheWritePrice, model.CacheWriteHourPrice));
        Assert.Equal("2.5 10", FormattableString.Invariant($"{model.InputPrice} {model.OutputPrice}"));
        Assert.Equal((null, false, false), (model.RequestPrice, model.HasUnknownFee, model.IsDeprecated));
        Assert.Equal(["text", "image"], model.InputModalities);
        Assert.Equal(["text"], model.OutputModalities);
        Assert.Equal(["tools", "seed"], model.SupportedParameters);
        Assert.Equal(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), model.Created);
        Assert.Equal(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero), model.ExpirationDate);
        Assert.Equal(["supported_endpoints", "pricing"], model.AdditionalProperties.Keys.Cast<string>());
        Assert.Equal("a/b", model.ToString());
    }

    [Theory]
    [InlineData("\"context_length\":2048")]
    [InlineData("\"meta\":{\"n_ctx\":2048,\"n_ctx_train\":4096}")]
    [InlineData("\"max_model_len\":2048")]
    [InlineData("\"context_window\":2048")]
    [InlineData("\"loaded_context_length\":2048,\"max_context_length\":8192")]
    [InlineData("\"max_context_length\":2048")]
    [InlineData("\"top_provider\":{\"context_length\":2048}")]
    public void The_length_of_the_context_whatever_a_server_calls_it(string field) =>
        Assert.Equal(2048, One($"{{\"id\":\"x\",{field}}}").ContextLength);

    [Theory]
    [InlineData("\"0\"", 0.0)]
    [InlineData("0", 0.0)]
    [InlineData("\"0.00000042\"", 0.42)]
    [InlineData("4.2e-7", 0.42)]
    [InlineData("\"4.2E-7\"", 0.42)]
    [InlineData("\"-1\"", null)]
    [InlineData("-1", null)]
    [InlineData("-0.5", null)]
    [InlineData("1e300", null)]
    [InlineData("2", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("\"1,5\"", null)]
    [InlineData("\"free\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("[1]", null)]
    [InlineData("true", null)]
    public void A_price_is_one_or_it_is_unknown(string price, double? perMillion) =>
        Assert.Equal((decimal?)perMillion, One($$$"""{"id":"x","pricing":{"prompt":{{{price}}}}}""").InputPrice);

    [Fact]
    public void A_fee_that_nobody_knows_is_not_free()
    {
        Assert.True(One("""{"id":"x","pricing":{"request":"-1"}}""").HasUnknownFee);
        Assert.Equal(0.005m, One("""{"id":"x","pricing":{"request":"0.005"}}""").RequestPrice);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"x"}]}""", 1)]
    [InlineData("""{"models":[{"id":"x"}]}""", 1)]
    [InlineData("""[{"id":"x"},{"id":"y"}]""", 2)]
    [InlineData("""{"data":[{"id":"x"},{"id":"x"},{"id":""},{"id":null},{"name":"n"},null,3,"s",[]]}""", 1)]
    [InlineData("""{"data":[]}""", 0)]
    [InlineData("""{"data":{}}""", null)]
    [InlineData("""{"choices":[]}""", null)]
    [InlineData("3", null)]
    public void Lists(string json, int? count) => Assert.Equal(count, TolerantJson.Read(json, ModelReader.Read)?.Count);

    [Theory]
    [InlineData("8192", 8192L)]
    [InlineData("8192.0", 8192L)]
    [InlineData("\"8192\"", 8192L)]
    [InlineData("-1", null)]
    [InlineData("0", null)]
    [InlineData("null", null)]
    [InlineData("\"many\"", null)]
    public void A_number_of_tokens(string text, long? expected) =>
        Assert.Equal(expected, One($$$"""{"id":"x","context_length":{{{text}}}}""").ContextLength);

    private static OfoxModel One(string entry) => Assert.Single(TolerantJson.Read($"[{entry}]", ModelReader.Read)!);
}
