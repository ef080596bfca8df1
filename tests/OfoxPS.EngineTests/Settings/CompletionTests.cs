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
        Assert.DoesNotContain(
            Engine.Complete("$unknown | ofox 'q' -InputProperty "), static match =>
            match.ResultType is CompletionResultType.ProviderItem or CompletionResultType.ProviderContainer);

    [Theory]
    [InlineData("ofox hi -Property ")]
    [InlineData("ofox hi -Provider ")]
    [InlineData("ofox hi -ExtraBody ")]
    [InlineData("ofox hi -ApiKey ")]
    [InlineData("ofox hi -As ")]
    public void No_files_are_offered_where_none_are_taken(string line) =>
        Assert.DoesNotContain(
            Engine.Complete(line), static match =>
            match.ResultType is CompletionResultType.ProviderItem or CompletionResultType.ProviderContainer);

    [Fact]
    public void A_form_offers_the_types_that_a_text_can_name() =>
        Assert.Equal(["string", "string[]"], Engine.Complete("ofox hi -As str").Select(static match => match.CompletionText));

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

    [Theory]
    [InlineData("ofox hi -Tool Get-Wea")]
    [InlineData("ofox hi -Tool Get-Wea -Mod")]
    [InlineData("Invoke-OfoxTool Get-Wea")]
    public void A_name_that_is_being_typed_is_not_looked_for(string line)
    {
        Engine.Run("$ExecutionContext.InvokeCommand.PreCommandLookupAction = { param($name) if ($name -eq 'Get-Wea') { $global:sought = $true } }").Succeeded();

        _ = Engine.Complete(line);
        Assert.Equal("False", Engine.Run("[bool] $global:sought").Text);
    }

    [Fact]
    public void Tool_offers_few_before_the_first_letter() => Assert.InRange(Engine.Complete("ofox 'q' -Tool ").Count, 0, 50);

    [Theory]
    [InlineData("ofox hi -As @{ total = [decimal]; vendor = 'string' } | Select-Object ", "total vendor")]
    [InlineData("ofox hi -As ([ordered]@{ total = [decimal]; vendor = 'string' }) | Select-Object total, v", "vendor")]
    [InlineData("ofox hi -As @(@{ total = [decimal] }) | Sort-Object total | Where-Object total -gt 1 | Select-Object -ExpandProperty ",
        "total")]
    [InlineData("ofox hi -As ([version]) | Sort-Object Ma", "Major MajorRevision")]
    [InlineData("ofox hi -As name, hex | Group-Object ", "name hex")]
    [InlineData("ofox hi -As $form | Sort-Object ", "a b")]
    [InlineData("1 | ofox hi -As @{ total = [decimal] } | ofox hi -InputProperty ", "total")]
    [InlineData("1 | ofox hi -Property Answer | Format-Table ans", "Answer")]
    public void After_a_form_its_properties_are_offered(string line, string names)
    {
        Engine.Run("$global:form = @{ b = 'int'; a = 'string' }").Succeeded();

        Assert.Equal(names.Split(' '), Engine.Complete(line).Select(static match => match.CompletionText));
    }

    [Theory]
    [InlineData("ofox hi -As @{ 'a b' = 'int'; 'it''s' = 'int'; '$c' = 'int' } | Select-Object ", "'a b' 'it''s' '$c'")]
    [InlineData("ofox hi -As @{ 'a b' = 'int'; c = 'int' } | Select-Object 'a", "'a b'")]
    public void A_property_that_is_no_plain_word_is_offered_in_quotes(string line, string names) =>
        Assert.Equal(names, string.Join(" ", Engine.Complete(line).Select(static match => match.CompletionText)));

    [Theory]
    [InlineData("1..3 | Select-Object ")]
    [InlineData("'x' | Sort-Object Length | Select-Object -ExpandProperty ")]
    [InlineData("Set-StrictMode -Version Latest; (1, 2) | Sort-Object ")]
    [InlineData("'a' | ofox hi -As @{ name = 'string' | Select-Object ")]
    public void After_an_expression_nothing_is_left_in_Error(string line)
    {
        Engine.Run("Set-StrictMode -Version Latest; $Error.Clear()").Succeeded();

        _ = Engine.Complete(line);
        Assert.Equal("0", Engine.Run("$Error.Count").Text);
    }

    [Fact]
    public void In_a_constrained_session_nothing_is_left_in_Error() =>
        Assert.Equal(
            "0",
            Engine.Run("""
                Remove-Module OfoxPS
                $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
                Import-Module $args[0]
                $line = 'ofox hi -As @{ total = "int" } | Select-Object '
                $null = TabExpansion2 $line $line.Length
                $Error.Count
                """, ModuleUnderTest.Manifest).Text);

    [Theory]
    [InlineData("ofox hi | Select-Object Cont", "Content")]
    [InlineData("ofox hi -As @{ total = [decimal] } -PassThru | Select-Object Cont", "Content")]
    [InlineData("Get-Date | Select-Object DayOfY", "DayOfYear")]
    public void After_other_commands_PowerShell_completes(string line, string name)
    {
        Assert.Contains(Engine.Complete(line), match => match.CompletionText == name);

        // Completers that call each other without an end leave an error.
        Assert.Equal("0", Engine.Run("$Error.Count").Text);
    }

    [Fact]
    public void What_a_profile_completes_stays_its_own()
    {
        string shown = Engine.Run("""
            Remove-Module OfoxPS
            Register-ArgumentCompleter -CommandName Select-Object -ParameterName Property -ScriptBlock { 'mine' }
            Import-Module $args[0]
            $line = 'ofox hi -As @{ total = [decimal] } | Select-Object '
            [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
            """, ModuleUnderTest.Manifest).Text;

        Assert.Equal("mine", shown);
    }

    [Fact]
    public void Nothing_of_it_is_left_when_the_module_is_removed() =>
        Assert.Equal(
            "Length",
            Engine.Run("""
                Remove-Module OfoxPS
                function Invoke-OfoxChat { [OutputType([string])] param([ValidateSet('left')] $InputProperty) }
                $line = 'Invoke-OfoxChat | Select-Object '
                [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText
                """).Text);
}
