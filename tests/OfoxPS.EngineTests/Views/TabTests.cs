using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>What Tab gives.</summary>
public sealed class TabTests : EngineTest
{
    [Theory]
    [InlineData("New-OfoxMessage -Role ", "assistant developer system tool user")]
    [InlineData("ofox -Routing ", "balanced cost latency priority")]
    [InlineData("ofox -ImageDetail ", "auto high low")]
    [InlineData("New-OfoxMessage -ImageDetail ", "auto high low")]
    [InlineData("ofox -ToolChoice ", "auto none required")]
    [InlineData("ofox -ToolChoice RE", "required")]
    [InlineData("ofox -ResponseFormat ", "json_object text")]
    [InlineData("ofox -SchemaM", "-SchemaMode")]
    [InlineData("Use-OfoxTestRes", "Use-OfoxTestResponse")]
    [InlineData("New-OfoxTool Get-Command -Parameter Al", "All")]
    [InlineData("New-OfoxTool Get-Command -ParameterSetName ", "AllCommandSet CmdletSet")]
    [InlineData("ofox hi -Tool Get-Item, @{ name = 'look' } -ToolChoice ", "auto Get-Item look none required")]
    [InlineData("Get-OfoxModel -SupportedParameter too", "tool_choice tools")]
    public void A_word_is_completed(string line, string words) =>
        Assert.Equal(words.Split(' '), Engine.Complete(line).Select(static completion => completion.CompletionText).Order());

    [Theory]
    [InlineData("ofox -Model ")]
    [InlineData("Invoke-OfoxChat -Model ")]
    [InlineData("Get-OfoxStream -Model ")]
    [InlineData("Set-OfoxConfiguration -Model ")]
    public void Models_are_completed_and_no_server_is_asked(string line)
    {
        Assert.Contains("openai/gpt-4o", Engine.Complete(line).Select(static completion => completion.CompletionText));
        Assert.Empty(Engine.Requests);
    }
}
