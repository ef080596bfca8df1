using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Requests;

/// <summary>What PowerShell's values are in a request: exactly, in a body; readable, in an input.</summary>
public sealed class PlainValueTests : EngineTest
{
    [Theory]
    [InlineData("[timespan]::FromMinutes(61)", "\"01:01:00\"")]
    [InlineData("[switch] $true", "true")]
    [InlineData("[byte[]] (1,2,3)", "\"AQID\"")]
    [InlineData("[xml] '<a>1</a>'", "\"\\u003ca\\u003e1\\u003c/a\\u003e\"")]
    [InlineData("[version] '1.2'", "\"1.2\"")]
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

    private static string Unescaped(string json) =>
        System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonDocument.Parse(json).RootElement);
}
