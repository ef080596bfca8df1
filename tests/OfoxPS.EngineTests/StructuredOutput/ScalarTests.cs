using System;
using System.Globalization;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.StructuredOutput;

/// <summary>What a type is described as, and what an answer of that description becomes, belong together.</summary>
public sealed class ScalarTests : EngineTest
{
    [Theory]
    [InlineData("string", "\"a\"", "string", "System.String", "a")]
    [InlineData("char", "\"a\"", "string minLength maxLength", "System.Char", "a")]
    [InlineData("bool", "true", "boolean", "System.Boolean", "True")]
    [InlineData("byte", "255", "integer minimum maximum", "System.Byte", "255")]
    [InlineData("uint", "7", "integer minimum", "System.UInt32", "7")]
    [InlineData("int", "-7", "integer", "System.Int32", "-7")]
    [InlineData("bigint", "123456789012345678901234567890", "integer", "System.Numerics.BigInteger", "123456789012345678901234567890")]
    [InlineData("double", "1.5", "number", "System.Double", "1.5")]
    [InlineData("decimal", "0.1", "number", "System.Decimal", "0.1")]
    [InlineData("datetimeoffset", "\"2026-01-02T03:04:05Z\"", "string format", "System.DateTimeOffset", "01/02/2026 03:04:05 +00:00")]
    [InlineData("timespan", "\"P1DT2H\"", "string format", "System.TimeSpan", "1.02:00:00")]
    [InlineData("timespan", "\"1.02:00:00\"", "string format", "System.TimeSpan", "1.02:00:00")]
    [InlineData("guid", "\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"", "string format", "System.Guid", "6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("dateonly", "\"2024-03-10\"", "string format", "System.DateOnly", "03/10/2024")]
    [InlineData("timeonly", "\"13:05:00\"", "string format", "System.TimeOnly", "13:05")]
    [InlineData("timespan", "\"P2W\"", "string format", "System.TimeSpan", "14.00:00:00")]
    [InlineData("ipaddress", "\"10.0.0.1\"", "string description", "System.Net.IPAddress", "10.0.0.1")]
    [InlineData("uri", "\"https://ofox.ai/\"", "string format", "System.Uri", "https://ofox.ai/")]
    [InlineData("version", "\"1.2.3\"", "string pattern", "System.Version", "1.2.3")]
    [InlineData("xml", "\"<a/>\"", "string description", "System.Xml.XmlDocument", "#document")]
    [InlineData("regex", "\"a+\"", "string", "System.Text.RegularExpressions.Regex", "a+")]
    public void A_single_value(string type, string answer, string schema, string name, string text)
    {
        EngineResult result = Engine.Run($$"""
            $schema = ConvertTo-OfoxSchema ([{{type}}])
            "$(@($schema.type) + @($schema.Keys -notmatch '^(type|[$]schema)$'))"
            $value = ofox 'say: {{answer}}' -As ([{{type}}]) -MaxRepair 0
            $value.GetType().FullName
            if ($value -is [xml]) { $value.Name } else { [string]::Format([cultureinfo]::InvariantCulture, '{0}', $value) }
            """);

        Assert.Equal([schema, name, text], result.All<string>());
    }

    [Theory]
    [InlineData("int", "1.5")]
    [InlineData("int", "\"many\"")]
    [InlineData("byte", "256")]
    [InlineData("bool", "\"perhaps\"")]
    [InlineData("timespan", "\"3600\"")]
    [InlineData("timespan", "\"90:00:00\"")]
    [InlineData("timespan", "\"P1M\"")]
    [InlineData("datetime", "\"10/03/2024\"")]
    [InlineData("datetimeoffset", "\"3.10.2024\"")]
    [InlineData("dateonly", "\"10/03/2024\"")]
    [InlineData("timeonly", "\"3 pm\"")]
    [InlineData("uri", "\"Yes, I like your friends.\"")]
    [InlineData("uri", "\"no uri at all\"")]
    [InlineData("ipaddress", "\"1\"")]
    [InlineData("double", "\"1,5\"")]
    [InlineData("timespan", "5")]
    [InlineData("guid", "\"x\"")]
    [InlineData("byte[]", "\"no base64!\"")]
    [InlineData("double", "{\"a\":1}")]
    public void A_value_of_another_kind_is_a_mismatch(string type, string answer) =>
        Engine.Try($"ofox 'say: {answer}' -As ([{type}]) -MaxRepair 0").Fails("OfoxSchemaMismatch");

    [Fact]
    public void Bytes_are_base64() =>
        Assert.Equal("1 2 255", Engine.Run("\"$(ofox 'say: \"AQL/\"' -As ([byte[]]) -MaxRepair 0)\"").Single<string>());

    [Fact]
    public void Every_type_gives_a_schema_of_its_own()
    {
        object[] minimums = Engine.Run("$one = ConvertTo-OfoxSchema ([byte]); $one.minimum = 5; (ConvertTo-OfoxSchema ([byte])).minimum; $one.minimum").All<object>().ToArray();

        Assert.Equal(["0", "5"], minimums.Select(static each => Convert.ToString(each, CultureInfo.InvariantCulture)));
    }
}
