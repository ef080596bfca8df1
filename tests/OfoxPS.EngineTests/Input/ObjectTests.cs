using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>Objects in the pipeline: JSON beside the prompt, within limits.</summary>
public sealed class ObjectTests : EngineTest
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("2.5", "2.5")]
    [InlineData("$true", "true")]
    [InlineData("$false", "false")]
    [InlineData("0", "0")]
    [InlineData("[datetime]::SpecifyKind('2024-02-29T12:00:00', 'Utc')", "\"2024-02-29T12:00:00.0000000Z\"")]
    [InlineData("[timespan] '1.02:03:04'", "\"1.02:03:04\"")]
    [InlineData("[System.DayOfWeek]::Monday", "\"Monday\"")]
    [InlineData("[guid]::Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("[version] '1.2.3'", "\"1.2.3\"")]
    [InlineData("[pscustomobject]@{ Name = 'a'; Size = 5; On = $true; None = $null; List = @(1) }", """{"Name":"a","Size":5,"On":true,"None":null,"List":[1]}""")]
    [InlineData("@{ a = @{ b = 1 } }", """{"a":{"b":1}}""")]
    [InlineData("[ordered]@{ z = 1; a = 2 }", """{"z":1,"a":2}""")]
    [InlineData("@{ 1 = 'a' }", """{"1":"a"}""")]
    [InlineData(", @(1, 'a')", """[1,"a"]""")]
    [InlineData("[pscustomobject]@{ a = [System.DBNull]::Value }", """{"a":null}""")]
    [InlineData("[pscustomobject]@{ d = [double]::NaN }", """{"d":"NaN"}""")]
    public void An_object_is_sent_as_its_JSON(string expression, string json)
    {
        Engine.Run($"{expression} | ofox 'x'").Succeeded();

        Assert.Equal("x\n\n" + json, Engine.Sent.LastText);
    }

    [Fact]
    public void An_object_needs_no_prompt()
    {
        Engine.Run("[pscustomobject]@{ a = 1 } | ofox").Succeeded();

        Assert.Equal("""{"a":1}""", Engine.Sent.LastText);
    }

    [Fact]
    public void Four_levels_are_sent_whole()
    {
        Assert.Empty(Engine.Run("@{ a = @{ b = @{ c = @{ d = 1 } } } } | ofox 'x'").Succeeded().Warnings);
        Assert.EndsWith("""{"a":{"b":{"c":{"d":1}}}}""", Engine.Sent.LastText, StringComparison.Ordinal);
    }
}
