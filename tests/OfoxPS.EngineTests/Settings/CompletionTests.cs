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

    [Fact]
    public void Tool_offers_cmdlets_and_functions_and_no_program()
    {
        Assert.DoesNotContain(Engine.Complete("ofox 'q' -Tool l"), static match => match.CompletionText == "ls");
        Assert.Contains(Engine.Complete("ofox 'q' -Tool Get-Com"), static match => match.CompletionText == "Get-Command");
    }

    [Fact]
    public void Tool_offers_few_before_the_first_letter() => Assert.InRange(Engine.Complete("ofox 'q' -Tool ").Count, 0, 50);
}
