using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text.Json;
using System.Threading;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>
/// References of a schema: where they lead, and that each value is checked against a definition once, however many lead there.
/// </summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("anyOf", "1", 0)]
    [InlineData("anyOf", "\"x\"", 1)]
    [InlineData("allOf", "1", 0)]
    [InlineData("allOf", "\"x\"", 20)]
    [InlineData("oneOf", "1", 1)]
    public void Definitions_that_use_the_one_before_twice_are_decided_once_each(string word, string value, int errors)
    {
        // 2 to the power of 60 ways lead to the last one.
        IEnumerable<string> definitions = Enumerable.Range(1, 60).Select(number => $$$"""
            "d{{{number}}}":{"{{{word}}}":[{"$ref":"#/$defs/d{{{number - 1}}}"},{"$ref":"#/$defs/d{{{number - 1}}}"}]}
            """);
        string schema = $$$"""{"$ref":"#/$defs/d60","$defs":{"d0":{"type":"integer"},{{{string.Join(",", definitions)}}} } }""";

        Assert.Equal(errors, Check(value, schema).Count);
    }

    [Theory]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""")]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"},{"$ref":"#/$defs/b"}]},"b":{"oneOf":["""
        + """{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}]}}}""")]
    public void References_that_lead_back_to_themselves_are_an_error(string schema) => Assert.NotEmpty(Check("1", schema));

    [Theory]
    [InlineData("""{"v":1,"left":{"v":2},"right":{"v":3,"left":{"v":4}}}""", 0)]
    [InlineData("""{"v":1,"left":{"v":"2"},"right":{"v":3,"left":{"v":"4"}}}""", 2)]
    public void A_tree_is_checked_to_its_leaves(string value, int errors) => Assert.Equal(
        errors,
        Check(value,
            """{"type":"object","properties":{"v":{"type":"integer"},"left":{"$ref":"#"},"right":{"$ref":"#"}},"required":["v"]}""").Count);

    [Theory]
    [InlineData("#/anyOf/-1")]
    [InlineData("#/anyOf/+0")]
    [InlineData("#/anyOf/ 0")]
    [InlineData("#/anyOf/1")]
    [InlineData("#/anyOf/x")]
    [InlineData("#/anyOf/99999999999")]
    [InlineData("other.json#/a")]
    public void A_reference_to_nothing_is_named(string reference) => Assert.Contains(
        Check("""{"a":1}""", $$$"""{"properties":{"a":{"$ref":"{{{reference}}}"} },"anyOf":[{"type":"object"}]}"""),
        error => error.Path == "$.a" && error.Message.Contains($"'{reference}' does not exist", StringComparison.Ordinal));

    [Fact]
    public void Whoever_stops_waits_for_no_check()
    {
        object? value = Read("[1,2,3]");
        OrderedDictionary schema = (OrderedDictionary)Read("""{"items":{"type":"integer"}}""")!;

        Assert.Throws<OperationCanceledException>(
            () => SchemaValidator.Check(value, schema, schema, "$", stop: new CancellationToken(canceled: true)));
    }

    private static IReadOnlyList<SchemaError> Check(string value, string schema) =>
        SchemaValidator.Check(Read(value), (OrderedDictionary)Read(schema)!);

    private static object? Read(string json) => JsonTree.FromElement(JsonDocument.Parse(json).RootElement);
}
