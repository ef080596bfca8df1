using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Requests;

/// <summary>What PowerShell's values are in a request: exactly, in a body; readable, in an input.</summary>
public sealed class PlainValueTests : EngineTest
{
    [Theory]
    [InlineData("[timespan]::FromMinutes(61)", "\"01:01:00\"")]
    [InlineData("[switch] $true", "true")]
    [InlineData(",[DBNull]::Value", "[null]")]
    [InlineData("[byte[]] (1,2,3)", "\"AQID\"")]
    [InlineData("[xml] '<a>1</a>'", "\"\\u003ca\\u003e1\\u003c/a\\u003e\"")]
    [InlineData("[System.Text.Json.Nodes.JsonNode]::Parse('{\"b\":[1,null]}')", "{\"b\":[1,null]}")]
    [InlineData("[System.Text.Json.JsonDocument]::Parse('[true]').RootElement", "[true]")]
    [InlineData("[uri] 'https://example.com/a b'", "\"https://example.com/a b\"")]
    [InlineData("[version] '1.2'", "\"1.2\"")]
    [InlineData("[guid] '11111111-1111-1111-1111-111111111111'", "\"11111111-1111-1111-1111-111111111111\"")]
    [InlineData("[System.DayOfWeek]::Monday", "\"Monday\"")]
    [InlineData("[char] 'x'", "\"x\"")]
    [InlineData("[bigint]::Parse('123456789012345678901234567890')", "123456789012345678901234567890")]
    [InlineData("[System.Int128] 5", "5")]
    [InlineData("[System.Half] 0.5", "0.5")]
    [InlineData("[System.DateOnly]::new(2026, 1, 2)", "\"2026-01-02\"")]
    [InlineData("[intptr] 7", "7")]
    [InlineData("@(1, @{ a = 2 })", "[1,{\"a\":2}]")]
    public void A_value_is_sent_as_what_it_is(string value, string json)
    {
        Engine.Run($"ofox hi -ExtraBody @{{ x = {value} }}").Succeeded();

        Assert.Equal(Unescaped(json), Unescaped(Engine.Sent.Body.GetProperty("x").GetRawText()));
    }

    [Theory]
    [InlineData("[pscustomobject] @{ x = [double]::NaN }", "NaN")]
    [InlineData("[pscustomobject] @{ x = [single]::PositiveInfinity }", "Infinity")]
    [InlineData("[pscustomobject] @{ x = [exception]::new('lost') }", "lost")]
    [InlineData("$(try { throw 'lost' } catch { [pscustomobject] @{ x = $_ } })", "FullyQualifiedErrorId: lost")]
    [InlineData("[pscustomobject] @{ x = [securestring]::new() }", "(secret)")]
    public void What_json_cannot_say_is_told_as_text(string input, string words)
    {
        Engine.Run($"{input} | ofox hi").Succeeded();

        Assert.Contains(words, Engine.Sent.Entry.Body, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@{ 5 = 1 }", "The key '5' is not a string")]
    [InlineData("[securestring]::new()", "A secret cannot be sent")]
    [InlineData("$loop", "refers to itself")]
    public void What_cannot_be_sent_as_it_is_is_refused(string value, string words) =>
        IsRefusedUnsent($"$loop = @{{}}; $loop.self = $loop; ofox hi -ExtraBody @{{ x = {value} }}", words);

    private static string Unescaped(string json) => System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonDocument.Parse(json).RootElement);
}
