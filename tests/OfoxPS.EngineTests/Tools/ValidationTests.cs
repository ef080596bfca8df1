using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>What a command demands of its parameters is what the model is told.</summary>
public sealed class ValidationTests : EngineTest
{
    [Fact]
    public void A_set_longer_than_anybody_reads_is_left_out()
    {
        Engine.Run("$set = (1..251 | ForEach-Object { \"'w$_'\" }) -join ','; . ([scriptblock]::Create(\"function Get-It { "
            + "param([ValidateSet($set)] [string] `$X) 1 }\")); ofox hi -Tool Get-It").Succeeded();

        Assert.DoesNotContain("enum", Engine.Sent.Entry.Body, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[string] $X", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [InlineData("[string[]] $X", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [InlineData("$X", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    public void A_pattern_that_cannot_be_decided_in_time_refuses_the_value_before_PowerShell_matches_it(string parameter, string value)
    {
        EngineResult result = Engine.Run(
            $"function Get-It {{ param([ValidatePattern('^(a+)+$')] {parameter}) 'has run' }}; " +
            "Use-OfoxTestResponse (New-OfoxTestResponse -ToolCall @{ Name = 'Get-It'; Arguments = @{ X = $args[0] } }), 'done' { ofox "
                + "hi -Tool Get-It }", value);

        ToolInvocation invocation = Assert.Single(result.Single<ChatCompletion>().ToolInvocations);
        Assert.Contains("too long to decide", invocation.Error, System.StringComparison.Ordinal);
        Assert.DoesNotContain("has run", invocation.Result, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ab", null)]
    [InlineData("AB", null)]
    [InlineData("b", "does not match the pattern ^ab?$")]
    public void A_pattern_that_is_decided_says_what_PowerShell_would(string value, string? error)
    {
        EngineResult result = Engine.Run(
            "function Get-It { param([ValidatePattern('^ab?$')] $X) 'has run' }; " +
            "Use-OfoxTestResponse (New-OfoxTestResponse -ToolCall @{ Name = 'Get-It'; Arguments = @{ X = $args[0] } }), 'done' { ofox "
                + "hi -Tool Get-It }", value);

        ToolInvocation invocation = Assert.Single(result.Single<ChatCompletion>().ToolInvocations);
        Assert.Equal(error is null, invocation.Error is null);
        Assert.Contains(error ?? "has run", invocation.Result, System.StringComparison.Ordinal);
    }
}
