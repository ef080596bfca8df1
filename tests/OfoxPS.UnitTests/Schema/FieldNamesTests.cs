using System.Collections.Generic;
using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>The fields of an answer have the names of their properties, in any case where that is clear.</summary>
public sealed class FieldNamesTests
{
    private const string Closed = "\"additionalProperties\":false";

    [Theory]
    [InlineData("""{"properties":{"Risk":{"type":"string"},"Score":{"type":"integer"}},"required":["Risk","Score"]"""
        + ""","additionalProperties":false}""", """{"risk":"low","score":3}""", """{"Risk":"low","Score":3}""")]
    [InlineData("""{"properties":{"List":{"items":{"properties":{"Id":{"type":"integer"}},"additionalProperties":false}}}}""",
        """{"list":[{"ID":1},{"Id":2}],"More":1}""", """{"List":[{"Id":1},{"Id":2}],"More":1}""")]
    [InlineData("""{"anyOf":[{"properties":{"A":{"type":"string"}},"required":["A"]},{"properties":{"a":{"type":"integer"}},"required":"""
        + """["a"]}]}""", """{"a":1}""", """{"a":1}""")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"properties":{"A":{"type":"integer"}},"required":["A"]}]}""", """{"a":1}""",
        """{"A":1}""")]
    [InlineData("""{"$ref":"#/$defs/N","$defs":{"N":{"properties":{"V":{"type":"integer"}},"required":["V"]}}}""", """{"v":1}""",
        """{"V":1}""")]
    public void A_field_gets_the_name_of_its_property(string schema, string answer, string named)
    {
        OrderedDictionary value = JsonTree.ParseObject(answer)!;

        Assert.Empty(SchemaValidator.Check(value, JsonTree.ParseObject(schema)!));
        Assert.Equal(named, JsonTreeWriter.ToText(value));
    }

    [Theory]
    [InlineData("""{"properties":{"A":{"enum":["low","high"]}}}""", """{"a":"LOW"}""", """{"A":"low"}""")]
    [InlineData("""{"properties":{"a b":{"items":{"enum":["low",null]}}}}""", """{"a b":["Low",null,"low"],"c":"LOW"}""",
        """{"a b":["low",null,"low"],"c":"LOW"}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/N"}},"$defs":{"N":{"anyOf":[{"type":"null"},{"enum":["low"]}]}}}""",
        """{"a":"LOW"}""", """{"a":"low"}""")]
    public void A_choice_in_another_case_becomes_the_choice(string schema, string answer, string named)
    {
        OrderedDictionary form = JsonTree.ParseObject(schema)!;
        OrderedDictionary value = JsonTree.ParseObject(answer)!;

        Assert.NotEmpty(SchemaValidator.Check(JsonTree.ParseObject(answer), form));
        Assert.Empty(SchemaValidator.Check(value, form, form, "$", forType: true));
        Assert.Equal(named, JsonTreeWriter.ToText(value));
    }

    [Theory]
    [InlineData("{\"properties\":{\"id\":{\"type\":\"integer\"},\"ID\":{\"type\":\"string\"}},\"required\":[\"id\",\"ID\"]," + Closed + "}",
        """{"Id":1}""")]
    [InlineData("{\"properties\":{\"Risk\":{\"type\":\"string\"}},\"required\":[\"Risk\"]," + Closed + "}", """{"risk":"a","RISK":"b"}""")]
    [InlineData("{\"properties\":{\"Risk\":{\"type\":\"string\"}},\"required\":[\"Risk\"]," + Closed + "}", """{"riskLevel":"a"}""")]
    public void Where_it_is_not_clear_the_case_decides(string schema, string answer)
    {
        OrderedDictionary value = JsonTree.ParseObject(answer)!;
        IReadOnlyList<SchemaError> errors = SchemaValidator.Check(value, JsonTree.ParseObject(schema)!);

        Assert.NotEmpty(errors);
        Assert.Equal(answer, JsonTreeWriter.ToText(value));
    }
}
