using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>What is taken for a JSON Schema, and what for a sample of an answer.</summary>
public sealed class SchemaFormTests
{
    private const string Person = """{"type":"object","properties":{"name":{"type":"string"}}}""";

    [Theory]
    [InlineData("""{"$ref":"#/$defs/Node","$defs":{"Node":{"type":"object","properties":{"v":{"type":"integer"}}}}}""")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"null"}]}""")]
    [InlineData("""{"oneOf":[{"$ref":"#/$defs/A"}],"$defs":{"A":{"type":"string"}}}""")]
    [InlineData("""{"allOf":[{"type":"object"}]}""")]
    [InlineData("""{"patternProperties":{"^x":{"type":"string"}}}""")]
    [InlineData("""{"properties":{"a":{"type":"integer"}},"required":["a"]}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""")]
    [InlineData("""{"type":"string","pattern":"^a"}""")]
    [InlineData("""{"title":"Score","type":"integer","minimum":1}""")]
    [InlineData("""{"type":["string","null"]}""")]
    [InlineData("""{"enum":["low","high"]}""")]
    [InlineData("""{"items":{"type":"string"}}""")]
    [InlineData("""{"$schema":"x"}""")]
    public void A_schema(string json) => Assert.NotNull(Find(json));

    [Theory]
    [InlineData("""{"type":"Feature","properties":{"name":"Oslo"}}""")]
    [InlineData("""{"type":"string","description":"string"}""")]
    [InlineData("""{"title":"Dune","description":"A book"}""")]
    [InlineData("""{"minimum":1,"maximum":5}""")]
    [InlineData("""{"name":"x","schema":"dbo"}""")]
    [InlineData("""{"name":"x","parameters":{"a":1}}""")]
    [InlineData("""{"required":["a","b"],"pattern":"x"}""")]
    [InlineData("""{"items":[{"sku":"a"}],"total":1}""")]
    [InlineData("""{"properties":{"a":1}}""")]
    [InlineData("""{"name":"x","type":"string","size":5}""")]
    [InlineData("""{"format":"pdf","default":true}""")]
    [InlineData("[1]")]
    public void A_sample(string json) => Assert.Null(Find(json));

    [Theory]
    [InlineData("{\"name\":\"person\",\"strict\":true,\"schema\":" + Person + "}", "person")]
    [InlineData("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"person\",\"schema\":" + Person + "}}", "person")]
    [InlineData("{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"person\",\"schema\":" + Person + "}}}",
        "person")]
    [InlineData("{\"type\":\"json_schema\",\"name\":\"person\",\"schema\":" + Person + "}", "person")]
    [InlineData("{\"type\":\"json_schema\",\"schema\":" + Person + "}", null)]
    [InlineData("{\"name\":\"person\",\"description\":\"of a book\",\"input_schema\":" + Person + "}", "person")]
    [InlineData("{\"type\":\"function\",\"function\":{\"name\":\"person\",\"parameters\":" + Person + "}}", "person")]
    [InlineData("{\"format\":" + Person + "}", null)]
    public void The_envelope_of_an_API_is_taken_off(string json, string? name)
    {
        OrderedDictionary? schema = SchemaForm.Find(Read(json), out string? found);

        Assert.Equal(Person, JsonTreeWriter.ToText(schema));
        Assert.Equal(name, found);
    }

    private static OrderedDictionary? Find(string json) => SchemaForm.Find(Read(json), out _);

    private static object? Read(string json) => json[0] == '[' ? new object?[] { 1L } : JsonTree.ParseObject(json);
}
