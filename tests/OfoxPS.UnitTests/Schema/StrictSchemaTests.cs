using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Gateway.Validation;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>
/// Schemas at random, made strict: the gateway's checker must accept them, and what fits them must still fit the schema they come from.
/// </summary>
public sealed class StrictSchemaTests
{
    private readonly Random _random = new(20261123);

    [Fact]
    public void What_is_made_strict_passes_a_strict_checker()
    {
        for (int i = 0; i < 2_000; i++)
        {
            OrderedDictionary schema = Object(0);
            string text = JsonTreeWriter.ToText(schema);
            OrderedDictionary strict = JsonTreeCopy.Of(schema);

            Assert.True(StrictSchema.Make(strict) is null, text);
            using JsonDocument document = JsonDocument.Parse(JsonTreeWriter.ToText(strict));
            SchemaCheck.CheckRoot(document.RootElement, "schema", strict: true);
            Assert.Equal(text, JsonTreeWriter.ToText(schema));
        }
    }

    [Theory]
    [InlineData("""{"type":"object"}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", "a")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","additionalProperties":{"type":"string"}}}}""", "a")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}}}""", "a[]")]
    [InlineData("""{"type":"object","properties":{"a":{"allOf":[{"type":"string"}]}}}""", "a")]
    [InlineData("""{"type":"object","properties":{"a":{"not":{"type":"string"}}}}""", "a")]
    public void What_strict_mode_cannot_describe_is_named(string schema, string place) =>
        Assert.Equal(place, StrictSchema.Make(JsonTree.ParseObject(schema)!));

    private OrderedDictionary Object(int depth)
    {
        OrderedDictionary properties = new();
        List<object> required = [];
        foreach (int n in Enumerable.Range(0, _random.Next(1, 5)))
        {
            properties["p" + n] = Any(depth + 1);
            if (_random.Next(2) == 0)
            {
                required.Add("p" + n);
            }
        }

        OrderedDictionary schema = new() { ["type"] = "object", ["properties"] = properties };
        if (_random.Next(2) == 0)
        {
            schema["required"] = required.ToArray();
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    private OrderedDictionary Any(int depth) => _random.Next(depth > 4 ? 6 : 9) switch
    {
        0 => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 9, ["default"] = "x" },
        1 => new() { ["type"] = "integer", ["minimum"] = 0, ["default"] = 5 },
        2 => new() { ["type"] = "string", ["format"] = _random.Next(2) == 0 ? "uri" : "date-time", ["description"] = "text" },
        3 => new() { ["enum"] = new object[] { "a", "b" }, ["type"] = "string" },
        4 => new() { ["type"] = new object[] { "number", "null" } },
        5 => new() { ["type"] = "boolean", ["examples"] = new object[] { true } },
        6 => new() { ["type"] = "array", ["items"] = Any(depth + 1), ["uniqueItems"] = true, ["minItems"] = 1 },
        7 => new() { [_random.Next(2) == 0 ? "anyOf" : "oneOf"] = new object[] { Any(depth + 1), Any(depth + 1) } },
        _ => Object(depth),
    };
}
