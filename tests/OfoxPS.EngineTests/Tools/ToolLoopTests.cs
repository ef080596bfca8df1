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
    [InlineData("get-double({\"Number\":1})", "no tool 'get-double'")]
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

    [Theory]
    [InlineData("exit 3", "exit")]
    [InlineData("break", "break")]
    [InlineData("continue", "continue")]
    [InlineData("break ofoxouter", "break")]
    [InlineData("throw 'mine'", "ERROR: mine")]
    [InlineData("throw [System.Management.Automation.PipelineStoppedException]::new()", "ERROR:")]
    [InlineData("Invoke-NoSuchThing", "Invoke-NoSuchThing")]
    [InlineData("[int]::Parse('x')", "ERROR:")]
    [InlineData("return 5", "5")]
    public void However_a_tool_ends_it_has_answered_and_the_script_goes_on(string body, string words)
    {
        EngineResult result = Engine.Run($"$n = 0; :ofoxouter foreach ($turn in 1, 2) {{ $a = ofox 'call t({{}})' -Tool (New-OfoxTool -Name t -ScriptBlock {{ {body} }}); $n++ }}; $n; $a.ToolInvocations[0].Result").Succeeded();

        Assert.Equal(2, result.Output[0].BaseObject);
        Assert.Contains(words, result.Output[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_calls_of_a_turn_run_in_order_and_are_answered_in_order()
    {
        ChatCompletion answer = Engine.Run("ofox 'call t({\"x\":1}) call u({\"x\":2}) call t({\"x\":3})' -Tool (New-OfoxTool -Name t -ScriptBlock { param($x) \"t$x\" }), (New-OfoxTool -Name u -ScriptBlock { param($x) \"u$x\" })").Single<ChatCompletion>();

        Assert.Equal("t answered: t1\nu answered: u2\nt answered: t3", answer.Content);
    }

    [Fact]
    public void The_answer_of_a_tool_names_the_call_that_it_answers()
    {
        Engine.Run(Double + "ofox 'call Get-Double({\"Number\":21})' -Tool Get-Double").Succeeded();

        var messages = Engine.LastSent.Messages.EnumerateArray().ToArray();
        Assert.Equal(["user", "assistant", "tool"], messages.Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString(), messages[2].GetProperty("tool_call_id").GetString());
    }

    [Fact]
    public void Calls_that_are_not_to_be_run_come_back_to_the_script()
    {
        ChatCompletion answer = Engine.Run(Double + "ofox 'call Get-Double({\"Number\":21})' -Tool Get-Double -NoToolExecution").Single<ChatCompletion>();

        Assert.Equal("Get-Double", Assert.Single(answer.ToolCalls).Name);
        Assert.Single(Engine.Requests);
    }

    [Fact]
    public void A_script_answers_calls_of_a_plain_schema_itself()
    {
        ChatCompletion answer = Engine.Run("""
            $tool = @{ name = 'get_weather'; parameters = @{ type = 'object'; properties = @{ city = @{ type = 'string' } }; required = @('city') } }
            $asked = ofox 'What is the weather?' -Tool $tool -ToolChoice get_weather
            $asked.ToolCalls | ForEach-Object { New-OfoxMessage -Role tool -ToolCallId $_.Id "18 degrees in $($_.Arguments['city'])" } | ofox -Message $asked -Tool $tool
            """).Single<ChatCompletion>();

        Assert.Equal("get_weather answered: 18 degrees in text", answer.Content);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("'text'", "text")]
    [InlineData("[pscustomobject]@{ a = 1; b = 'x' }", """{"a":1,"b":"x"}""")]
    [InlineData("1, 2, 3", "[1,2,3]")]
    [InlineData("@{ k = $true }", """{"k":true}""")]
    public void What_a_tool_gives_is_sent_as_text_or_JSON(string body, string text) =>
        Assert.Equal(text, Engine.Run($"(ofox 'call t({{}})' -Tool (New-OfoxTool -Name t -ScriptBlock {{ {body} }})).ToolInvocations[0].Result").Single<string>());

    [Fact]
    public void A_stream_runs_tools_as_well()
    {
        ChatCompletion answer = Engine.Run(Double + "ofox 'call Get-Double({\"Number\":21})' -Tool Get-Double -Stream").Single<ChatCompletion>();

        Assert.Equal("Get-Double answered: 42", answer.Content);
    }

    [Fact]
    public void A_tool_is_called_in_the_callers_scope() =>
        Assert.Equal("7", Engine.Run("$mine = 7; (ofox 'call t({})' -Tool (New-OfoxTool -Name t -ScriptBlock { $mine })).ToolInvocations[0].Result").Single<string>());

    [Fact]
    public void The_usage_is_the_sum_of_all_rounds()
    {
        ChatCompletion answer = Engine.Run(Double + "ofox 'call Get-Double({\"Number\":21})' -Tool Get-Double").Single<ChatCompletion>();

        Assert.True(answer.Usage!.CompletionTokens > 2);
        Assert.Equal(4, answer.Conversation.Length);
    }

    [Fact]
    public void A_limit_of_rounds_keeps_the_conversation()
    {
        var error = Engine.Try("ofox 'go on' -Model 'openai/gpt-4o?endless' -Tool { 'again' } -MaxToolRound 2").Fails("OfoxToolLimit");

        Assert.NotEmpty(((OfoxException)error.Exception).Completion!.Conversation);
    }
}
