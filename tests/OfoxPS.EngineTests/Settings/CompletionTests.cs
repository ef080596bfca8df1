using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Settings;

/// <summary>What Tab offers. The engine alone does not know the properties of an input; a whole PowerShell does.</summary>
public sealed class CompletionTests : EngineTest
{
    [Fact]
    public void InputProperty_offers_no_files_where_the_input_is_unknown() =>
        Assert.DoesNotContain(Engine.Complete("$unknown | ofox 'q' -InputProperty "), static match => match.ResultType is CompletionResultType.ProviderItem or CompletionResultType.ProviderContainer);

    [Theory]
    [InlineData("ofox hi -Property ")]
    [InlineData("ofox hi -Provider ")]
    [InlineData("ofox hi -ExtraBody ")]
    [InlineData("ofox hi -ApiKey ")]
    [InlineData("ofox hi -As ")]
    public void No_files_are_offered_where_none_are_taken(string line) =>
        Assert.DoesNotContain(Engine.Complete(line), static match => match.ResultType is CompletionResultType.ProviderItem or CompletionResultType.ProviderContainer);

    [Fact]
    public void A_form_offers_the_types_that_a_text_can_name() => Assert.Equal(["string", "string[]"], Engine.Complete("ofox hi -As str").Select(static match => match.CompletionText));

    [Fact]
    public void Tool_offers_the_functions_of_the_session_first()
    {
        Engine.Run("function global:Get-Weather { }; function global:Get-Aaa { }").Succeeded();

        Assert.Equal(["Get-Aaa", "Get-Weather"], Engine.Complete("ofox hi -Tool ").Select(static match => match.CompletionText));
        Assert.Equal("Get-Weather", Engine.Complete("ofox hi -Tool get-w")[0].CompletionText);
        Assert.Single(Engine.Complete("ofox hi -Tool Get-Weath"));
    }

    [Fact]
    public void Tool_offers_cmdlets_and_functions_and_no_program()
    {
        Assert.DoesNotContain(Engine.Complete("ofox 'q' -Tool l"), static match => match.CompletionText == "ls");
        Assert.Contains(Engine.Complete("ofox 'q' -Tool Get-Com"), static match => match.CompletionText == "Get-Command");
    }

    [Fact]
    public void Tool_offers_few_before_the_first_letter() => Assert.InRange(Engine.Complete("ofox 'q' -Tool ").Count, 0, 50);
}
