using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>What Tab gives.</summary>
public sealed class TabTests : EngineTest
{
    [Theory]
    [InlineData("ofox -SchemaM", "-SchemaMode")]
    [InlineData("Use-OfoxTestRes", "Use-OfoxTestResponse")]
    [InlineData("New-OfoxTool Get-Command -Parameter Al", "All")]
    [InlineData("New-OfoxTool Get-Command -ParameterSetName ", "AllCommandSet CmdletSet")]
    [InlineData("ofox hi -Tool Get-Item, @{ name = 'look' } -ToolChoice ", "auto Get-Item look none required")]
    [InlineData("Get-OfoxModel -SupportedParameter too", "tool_choice tools")]
    public void A_word_is_completed(string line, string words) =>
        Assert.Equal(words.Split(' '), Engine.Complete(line).Select(static completion => completion.CompletionText).Order());
}
