using System;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

public sealed class ToolCallTests : EngineTest
{
    private const string Dangerous = """
        function Remove-Thing {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([string] $Name)
            "removed $Name"
        }

        """;

    [Fact]
    public void A_script_block_is_called_and_the_model_goes_on_with_its_answer()
    {
        ChatCompletion answer = Engine.Run("ofox 'call script({\"Id\":7})' -Tool { param([int] $Id) $Id * 6 }").Single<ChatCompletion>();

        ToolInvocation call = Assert.Single(answer.ToolInvocations);
        Assert.Equal("42", call.Result);
        Assert.Equal(2, Engine.Requests.Count);
        Assert.Equal("42", Engine.LastSent.LastText);
    }

    [Fact]
    public void A_function_of_the_session_is_offered_with_its_parameters()
    {
        Engine.Run("function Get-Weather { param([Parameter(Mandatory)] [string] $City, [int] $Days = 1) \"sunny in $City\" }; ofox 'call Get-Weather({\"City\":\"Oslo\"})' -Tool Get-Weather").Succeeded();

        var parameters = new SentRequest(Engine.Requests[0]).Body.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters");
        Assert.Equal(["City", "Days"], parameters.GetProperty("properties").EnumerateObject().Select(static property => property.Name));
        Assert.Equal("City", Assert.Single(parameters.GetProperty("required").EnumerateArray()).GetString());
        Assert.Equal("sunny in Oslo", Engine.LastSent.LastText);
    }

    [Fact]
    public void A_person_who_agrees_lets_a_dangerous_command_run()
    {
        Engine.Answers.Give("Yes");

        Engine.Run(Dangerous + "ofox 'call Remove-Thing({\"Name\":\"x\"})' -Tool Remove-Thing").Succeeded();

        Assert.Equal("removed x", Engine.LastSent.LastText);
        Assert.Contains("Name = ", Assert.Single(Engine.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_who_says_no_denies_the_call_and_the_model_is_told()
    {
        Engine.Answers.Give("No");

        Engine.Run(Dangerous + "ofox 'call Remove-Thing({\"Name\":\"x\"})' -Tool Remove-Thing").Succeeded();

        Assert.Contains("Denied: the person at the console said no", Engine.LastSent.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_answers_a_dangerous_command_does_not_run()
    {
        Engine.Run(Dangerous + "ofox 'call Remove-Thing({\"Name\":\"x\"})' -Tool Remove-Thing").Succeeded();

        Assert.Contains("Denied: it needs a person's consent", Engine.LastSent.LastText, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_without_an_end_are_an_error() =>
        Engine.Try("ofox 'go on' -Model 'openai/gpt-4o?endless' -Tool { 'again' } -MaxToolRound 2").Fails("OfoxToolLimit");
}
