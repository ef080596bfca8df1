using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>What no answer can fit is found before one is paid.</summary>
public sealed class SchemaPossibilityTests
{
    [Theory]
    [InlineData("""{"type":"string","minLength":5,"maxLength":2}""", "minLength at $ is more than maxLength")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"array","minItems":2,"maxItems":1}},"required":["a"]}""", "minItems at $.a")]
    [InlineData("""{"enum":[]}""", "enum at $ is empty")]
    [InlineData("""{"type":"integer","enum":["a","b"]}""", "is a whole number")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a","b"],"additionalProperties":false}""",
        "'b' is required at $")]
    [InlineData("""{"$ref":"#"}""", "leads back to itself")]
    [InlineData("""{"type":"object","properties":{"next":{"$ref":"#"}},"required":["next"]}""", "$.next leads back to itself")]
    [InlineData("""{"type":"array","minItems":1,"items":false}""", "nothing is allowed at $[0]")]
    [InlineData("""{"anyOf":[{"enum":[]},false]}""", "enum at $ is empty")]
    public void Impossible(string schema, string words) =>
        Assert.Contains(
            words, Assert.Throws<OfoxException>(() => SchemaPossibility.Check(JsonTree.ParseObject(schema)!)).Message,
            System.StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]}""")]
    [InlineData("""{"type":"object","properties":{"kids":{"type":"array","items":{"$ref":"#"}}},"required":["kids"]}""")]
    [InlineData("""{"type":"object","properties":{"never":{"enum":[]}}}""")]
    [InlineData("""{"type":["string","null"],"minLength":5,"maxLength":2}""")]
    [InlineData("""{"type":"object","required":["b"]}""")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/t"},"b":{"$ref":"#/$defs/t"}},"required":["a","b"],"$defs":{"t":"""
        + """{"type":"string"}}}""")]
    public void Possible(string schema) => SchemaPossibility.Check(JsonTree.ParseObject(schema)!);
}
