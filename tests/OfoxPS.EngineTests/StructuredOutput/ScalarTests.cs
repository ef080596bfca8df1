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

    [Theory]
    [InlineData("@{ a = 'low|high' }", "{\"a\":\"LOW\"}", "(ofox $p -As $f).a")]
    [InlineData("@(,@{ a = 'low|high' })", "[{\"a\":\"LOW\"}]", "(ofox $p -As $f).a")]
    [InlineData("'low|high'", "\"LOW\"", "ofox $p -As $f")]
    [InlineData("'low|high'", "LOW", "ofox $p -As $f")]
    [InlineData("@{ a = @{ type = 'string'; enum = 'low', 'high' } }", "{\"A\":\"Low\"}", "(ofox $p -As $f).a")]
    public void A_choice_has_the_case_of_the_form(string form, string answer, string script) =>
        Assert.Equal(
            "low", Engine.Run($"param($p) $PSDefaultParameterValues['ofox:MaxRepair'] = 0; $f = {form}; {script}", "say: " + answer)
                .Single<string>());

    [Fact]
    public void Bytes_are_base64() =>
        Assert.Equal("1 2 255", Engine.Run("\"$(ofox 'say: \"AQL/\"' -As ([byte[]]) -MaxRepair 0)\"").Single<string>());

    [Fact]
    public void Every_type_gives_a_schema_of_its_own()
    {
        object[] minimums = Engine.Run(
            "$one = ConvertTo-OfoxSchema ([byte]); $one.minimum = 5; (ConvertTo-OfoxSchema ([byte])).minimum; $one.minimum").All<object>()
            .ToArray();

        Assert.Equal(["0", "5"], minimums.Select(static each => Convert.ToString(each, CultureInfo.InvariantCulture)));
    }
}
