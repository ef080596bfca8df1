using System.Collections.Specialized;
using System.Text.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>What is a schema, and what only looks like one.</summary>
public sealed class SchemaWordsTests
{
    [Theory]
    [InlineData("""{"type":["string","null"],"pattern":"a","maxLength":3}""")]
    [InlineData("""{"type":"object","properties":{"a":true,"type":{"enum":[1,null]}},"required":["a"],"additionalProperties":false}""")]
    [InlineData("""{"$defs":{"x":false},"anyOf":[{"$ref":"#/$defs/x"},true],"default":{"type":5},"x-mine":{"minimum":"?"}}""")]
    [InlineData("""{"items":[{"type":"string"}],"exclusiveMinimum":true,"minimum":1}""")]
    [InlineData("""{"pattern":"^\\p{Script=Greek}[^]\\u{1F600}$"}""")]
    public void A_schema(string json) => SchemaWords.Check(Read(json));

    [Theory]
    [InlineData("""{"type":"zork"}""", "'type' at $")]
    [InlineData("""{"properties":{"a":5}}""", "'properties' at $")]
    [InlineData("""{"properties":{"a":{"items":{"minimum":"x"}}}}""", "'minimum' at $.properties.a.items")]
    [InlineData("""{"anyOf":[{"required":[1]}]}""", "'required' at $.anyOf[0]")]
    [InlineData("""{"oneOf":{}}""", "'oneOf' at $")]
    [InlineData("""{"enum":"x"}""", "'enum' at $")]
    [InlineData("""{"not":5}""", "'not' at $")]
    [InlineData("""{"pattern":5}""", "'pattern' at $")]
    [InlineData("""{"pattern":"("}""", "'pattern' at $ is not a regular expression")]
    [InlineData("""{"properties":{"a":{"items":{"pattern":"[z-a]"}}}}""", "'pattern' at $.properties.a.items is not a regular expression")]
    [InlineData("""{"patternProperties":{"*":{}}}""", "'patternProperties' at $ is not a regular expression")]
    public void No_schema(string json, string words)
    {
        OfoxException failure = Assert.Throws<OfoxException>(() => SchemaWords.Check(Read(json)));

        Assert.Equal(OfoxErrorKind.OfoxInvalidArgument, failure.Kind);
        Assert.Contains(words, failure.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":true}}""", "a")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","items":true}}}""", "a[]")]
    [InlineData("""{"type":"object","properties":{},"$defs":{"x":true}}""", "x")]
    public void Any_value_is_nothing_for_strict_mode(string json, string path) => Assert.Equal(path, StrictSchema.Make(Read(json)));

    private static OrderedDictionary Read(string json) => (OrderedDictionary)JsonTree.FromElement(JsonDocument.Parse(json).RootElement)!;
}
