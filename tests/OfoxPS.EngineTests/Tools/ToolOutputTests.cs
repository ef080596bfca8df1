using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>What a tool writes is taken to its limit and no further.</summary>
public sealed class ToolOutputTests : EngineTest
{
    private const string Call = "ofox 'call script({})' -WarningVariable warned -WarningAction SilentlyContinue -Tool ";

    [Fact]
    public void A_tool_that_writes_without_end_is_stopped_and_the_model_is_told()
    {
        EngineResult result = Engine.Run(
            "$script:ended = $false; " + Call
            + "{ try { while (1) { 'x' * 1000 } } finally { $script:ended = $true } }; $ended; \"$warned\"");

        Assert.Equal("True", result.Output[1].ToString());
        Assert.EndsWith(
            "(cut: the first 32000 characters were sent to the model, and the tool was stopped)", Engine.LastSent.LastText,
            StringComparison.Ordinal);
        Assert.InRange(Engine.LastSent.LastText!.Length, 32_000, 32_200);
        Assert.Equal("script: the first 32000 characters were sent to the model, and the tool was stopped.", result.Output[2].ToString());
    }

    [Fact]
    public void Of_millions_of_numbers_only_those_are_made_that_fit()
    {
        EngineResult result = Engine.Run(
            Call + "{ $global:made = 0; foreach ($number in [System.Linq.Enumerable]::Range(1, 3000000)) { $global:made++; $number } }; "
            + "$made");

        Assert.InRange((int)result.Output[1].BaseObject, 1_000, 20_000);
        Assert.StartsWith("[1,2,3,", Engine.LastSent.LastText, StringComparison.Ordinal);
        Assert.Contains("objects were sent to the model, and the tool was stopped)", Engine.LastSent.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_only_warns_is_stopped_too()
    {
        Engine.Run(Call + "{ [CmdletBinding()] param() while (1) { $PSCmdlet.WriteWarning('careful ' * 1000) } }").Succeeded();

        Assert.StartsWith("WARNING: careful", Engine.LastSent.LastText, StringComparison.Ordinal);
        Assert.InRange(Engine.LastSent.LastText!.Length, 100, 4_500);
    }

    [Fact]
    public void Whoever_stops_at_warnings_stops_when_output_is_cut()
    {
        Engine.Try("ofox 'call script({})' -WarningAction Stop -Tool { 'x' * 40000 }").Fails("ActionPreferenceStop");

        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void The_model_and_the_caller_are_told_that_values_are_too_deep()
    {
        EngineResult result = Engine.Run(Call + "{ @{ a = @{ b = @{ c = @{ d = @{ e = 1 } } } } } }; \"$warned\"");

        const string Told =
            "values deeper than 3 levels (-OutputDepth), or that refer to themselves, were sent to the model as text";
        Assert.EndsWith($"\n(cut: {Told})", Engine.LastSent.LastText, StringComparison.Ordinal);
        Assert.Equal($"script: {Told}.", result.Output[1].ToString());
    }

    [Theory]
    [InlineData("@{ a = @{ b = @{ c = @{ d = 1 } } } }")]
    [InlineData("Get-Item $PSHOME")]
    [InlineData("Get-Process -Id $PID")]
    [InlineData("Get-Date")]
    public void Nothing_is_said_of_what_is_not_too_deep_or_a_live_object(string command)
    {
        EngineResult result = Engine.Run(Call + $"{{ {command} }}; \"$warned\"");

        Assert.DoesNotContain("(cut:", Engine.LastSent.LastText, StringComparison.Ordinal);
        Assert.Equal(string.Empty, result.Output[1].ToString());
    }

    [Fact]
    public void An_object_with_a_list_of_millions_is_read_to_the_limit()
    {
        Engine.Run(Call + "{ [pscustomobject]@{ r = [System.Linq.Enumerable]::Range(1, 20000000) } }").Succeeded();

        Assert.EndsWith(
            "(cut: the first 32000 of more than 32000 characters were sent to the model)", Engine.LastSent.LastText,
            StringComparison.Ordinal);
    }
}
