using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>What a command demands of its parameters is what the model is told.</summary>
public sealed class ValidationTests : EngineTest
{
    [Theory]
    [InlineData("[ValidateSet('b','a')] [string] $X", "{\"type\":\"string\",\"enum\":[\"b\",\"a\"]}")]
    [InlineData("[ValidateSet(2,4)] [int] $X", "{\"type\":\"integer\",\"enum\":[2,4]}")]
    [InlineData("[ValidateSet(0.5,1)] [double] $X", "{\"type\":\"number\",\"enum\":[0.5,1]}")]
    [InlineData("[ValidateSet('a','b')] $X", "\"enum\":[\"a\",\"b\"]")]
    [InlineData("[ValidateSet('a','b')] [string[]] $X", "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}}")]
    [InlineData("[ValidateRange(1,9)] [int] $X", "\"minimum\":1,\"maximum\":9")]
    [InlineData("[ValidateRange([double]::NegativeInfinity,9)] [double] $X", "{\"type\":\"number\",\"maximum\":9}")]
    [InlineData("[ValidateRange('Positive')] [int] $X", "\"exclusiveMinimum\":0")]
    [InlineData("[ValidateRange('NonNegative')] [int] $X", "\"minimum\":0")]
    [InlineData("[ValidateRange('Negative')] [int] $X", "\"exclusiveMaximum\":0")]
    [InlineData("[ValidateRange('NonPositive')] [int] $X", "\"maximum\":0")]
    [InlineData("[ValidateLength(2,5)] [string] $X", "\"minLength\":2,\"maxLength\":5")]
    [InlineData("[ValidateCount(1,3)] [int[]] $X", "\"minItems\":1,\"maxItems\":3")]
    [InlineData("[ValidatePattern('^ab$')] [string] $X", "\"pattern\":\"^[Aa][Bb]$\"")]
    [InlineData("[ValidatePattern('^[0-9]+$')] [string] $X", "\"pattern\":\"^[0-9]+$\"")]
    [InlineData("[ValidateNotNullOrEmpty()] [string] $X", "\"minLength\":1")]
    [InlineData("[ValidateNotNullOrEmpty()] [string[]] $X", "\"minItems\":1")]
    [InlineData("[ValidateNotNullOrWhiteSpace()] [string] $X", "\"minLength\":1")]
    public void A_validation_attribute_is_part_of_the_schema(string parameter, string schema)
    {
        Engine.Run($"function Get-It {{ param({parameter}) 1 }}; ofox hi -Tool Get-It").Succeeded();

        string sent = Engine.Sent.Body.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetProperty("properties").GetProperty("X").GetRawText();
        Assert.Contains(schema, sent, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_longer_than_anybody_reads_is_left_out()
    {
        Engine.Run("$set = (1..251 | ForEach-Object { \"'w$_'\" }) -join ','; . ([scriptblock]::Create(\"function Get-It { param([ValidateSet($set)] [string] `$X) 1 }\")); ofox hi -Tool Get-It").Succeeded();

        Assert.DoesNotContain("enum", Engine.Sent.Entry.Body, System.StringComparison.Ordinal);
    }
}
