using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>All calls of a turn run and are answered, whatever they do, and the loop ends.</summary>
public sealed class ToolLoopTests : EngineTest
{
    private const string Double = "function Get-Double { param([int] $Number) 2 * $Number }; ";

    [Theory]
    [InlineData("Get-Nowhere({})", "no tool 'Get-Nowhere'")]
    [InlineData("Get-Doubles({\"Number\":1})", "no tool 'Get-Doubles'")]
    [InlineData("Get-Double({\"Number\":)", "not valid JSON")]
    [InlineData("Get-Double([1])", "not an object")]
    [InlineData("Get-Double({\"Number\":\"many\"})", "'Number'")]
    [InlineData("Get-Double({\"Nubmer\":1})", "'Nubmer'")]
    [InlineData("Get-Double({\"Number\":1,\"Number\":2})", "twice")]
    [InlineData("Get-Double({\"Number\":1,\"NUMBER\":2})", "twice")]
    [InlineData("Get-Needed({})", "Needed")]
    [InlineData("Get-Needed({\"Needed\":null})", "Needed")]
    [InlineData("Get-Failure({})", "it failed")]
    public void A_call_that_cannot_run_is_answered_and_the_others_run(string call, string words)
    {
        ChatCompletion answer = Engine.Run(Double + $$"""
            function Get-Failure { throw 'it failed' }
            function Get-Needed { param([Parameter(Mandatory)] $Needed) $Needed }
            ofox 'call Get-Double({"Number":1}) call {{call}} call Get-Double({"Number":2})' -Tool Get-Double, Get-Failure, Get-Needed
            """).Single<ChatCompletion>();

        Assert.Equal(["2", "ERROR: " + answer.ToolInvocations[1].Error, "4"], answer.ToolInvocations.Select(static one => one.Result));
        Assert.Contains(words, answer.ToolInvocations[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_that_are_encoded_twice_are_those_that_are_meant()
    {
        ChatCompletion answer = Engine.Run(Double + """
            $call = New-OfoxTestResponse -ToolCall @{ name = 'Get-Double'; arguments = '"{\"Number\":4}"' }
            Use-OfoxTestResponse $call, 'done' { ofox hi -Tool Get-Double }
            """).Single<ChatCompletion>();

        ToolInvocation done = Assert.Single(answer.ToolInvocations);
        Assert.Equal(("8", 4L), (done.Result, done.Arguments!["Number"]));
    }

    [Fact]
    public void The_calls_of_a_turn_run_in_order_and_are_answered_in_order()
    {
        ChatCompletion answer = Engine.Run(
            "ofox 'call t({\"x\":1}) call u({\"x\":2}) call t({\"x\":3})' -Tool (New-OfoxTool -Name t -ScriptBlock { param($x) \"t$x\" "
            + "}), (New-OfoxTool -Name u -ScriptBlock { param($x) \"u$x\" })").Single<ChatCompletion>();

        Assert.Equal("t answered: t1\nu answered: u2\nt answered: t3", answer.Content);
    }
}
