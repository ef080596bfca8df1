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

    [Theory]
    [InlineData("{\"a\":\"line 1\nline 2\tend\"}", "line 1\nline 2\tend")]
    [InlineData("{\"a\":\"C:\\Users\\new\\temp\"}", "C:\\Users\\new\\temp")]
    [InlineData("{\"a\":\"\\\\server\\share\\new\"}", "\\\\server\\share\\new")]
    [InlineData("{\"a\":\"\\d+ \\w\"}", "\\d+ \\w")]
    [InlineData("{'a':'say \"hi\", it\'s me'}", "say \"hi\", it's me")]
    [InlineData("{'a':'it\\'s'}", "it's")]
    [InlineData("{a: \"x\", /* no more */}", "x")]
    [InlineData("{'a': None, 'b': [True, False, -1.5]}", null)]
    public void JSON_that_is_broken_and_can_mean_one_thing_only_is_read(string text, string? value)
    {
        OrderedDictionary fields = Assert.IsType<OrderedDictionary>(Assert.Single(EmbeddedJson.Find(text, out bool isWhole)));

        Assert.True(isWhole);
        Assert.Equal(value, fields["a"]);
        Assert.Equal(value is null ? [true, false, -1.5] : null, fields["b"] as object?[]);
    }

    [Theory]
    [InlineData("{\"a\":\"\\d\\n\"}")]
    [InlineData("{\"a\":\"say \"hi\" to\"}")]
    [InlineData("{'a':'dogs', cats'}")]
    [InlineData("{\"a\": maybe}")]
    [InlineData("{\"a\":\"line\ncut")]
    [InlineData("{this}")]
    public void JSON_that_is_cut_or_may_mean_several_things_is_none(string text) => Assert.Empty(EmbeddedJson.Find(text, out _));

    [Fact]
    public void A_broken_object_among_words_is_found_whole_and_not_by_its_parts() =>
        Assert.Equal(
            "{\"a\":\"1\\n2\",\"b\":{\"c\":1}}",
            JsonTreeWriter.ToText(Assert.Single(EmbeddedJson.Find("Here: {\"a\":\"1\n2\",\"b\":{\"c\":1}} it is {so}", out _))));

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
