using System.Collections.Generic;
using System.Collections.Specialized;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Json;

public sealed class EmbeddedJsonTests
{
    [Theory]
    [InlineData("{\"a\":1}", true, "{\"a\":1}")]
    [InlineData(" 42 ", true, "42")]
    [InlineData("\"word\"", true, "\"word\"")]
    [InlineData("null", true, "null")]
    [InlineData("{\"a\":1,}", true, "{\"a\":1}")]
    [InlineData("```json\n{\"a\":1}\n```", false, "{\"a\":1}")]
    [InlineData("As [1] says: {\"a\":{\"b\":[2]}} {oops} [3]", false, "[1]", "{\"a\":{\"b\":[2]}}", "[3]")]
    [InlineData("<think>{\"a\":0}</think> {\"a\":1}", true, "{\"a\":1}")]
    [InlineData("{\"a\":1} {\"a\":2}", false, "{\"a\":1}", "{\"a\":2}")]
    [InlineData("no JSON", false)]
    [InlineData("{\"a\":\"cut", false)]
    [InlineData("{\"a\":\"\\ud83e\"}", false)]
    [InlineData("", false)]
    public void Values_are_found_in_order(string text, bool whole, params string[] values)
    {
        List<object?> found = EmbeddedJson.Find(text, out bool isWhole);

        Assert.Equal(whole, isWhole);
        Assert.Equal(values, found.ConvertAll(static value => JsonTreeWriter.ToText(value)));
    }

    [Fact]
    public void A_value_behind_a_broken_one_is_found() =>
        Assert.Equal(1L, Assert.IsType<OrderedDictionary>(Assert.Single(EmbeddedJson.Find("{\"x\": {\"a\":1} and so on", out _)))["a"]);

    // A megabyte of brackets must not be read a million times.
    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Brackets_without_end_cost_little(char bracket)
    {
        Assert.Empty(EmbeddedJson.Find(new string(bracket, 1_000_000), out bool isWhole));
        Assert.False(isWhole);
    }
}
