using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>A model reaches nothing but what was offered, and its text stays data.</summary>
public sealed class ToolSafetyTests : EngineTest
{
    private const string Things = """
        function Get-Thing { param([string] $Name) "got $Name" }
        function Add-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low')] param([string] $Name) if ($PSCmdlet.ShouldProcess($Name)) { "added $Name" } else { 'kept' } }
        function Set-Thing { [CmdletBinding(SupportsShouldProcess)] param([string] $Name) if ($PSCmdlet.ShouldProcess($Name)) { "set $Name" } else { 'kept' } }
        function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([string] $Name) if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" } else { 'kept' } }
        function Set-Server {
            [CmdletBinding(SupportsShouldProcess)]
            param([string] $Name, [Alias('cn')] [string] $ComputerName, [switch] $Force, [Parameter(DontShow)] [string] $Internal, [pscredential] $Credential)
            'it ran'
        }

        """;

    [Theory]
    [InlineData("{\"OutVariable\":\"x\"}")]
    [InlineData("{\"ErrorAction\":\"SilentlyContinue\"}")]
    [InlineData("{\"WhatIf\":false}")]
    [InlineData("{\"Confirm\":false}")]
    [InlineData("{\"cn\":\"x\"}")]
    [InlineData("{\"Na\":\"x\"}")]
    [InlineData("{\"-Name\":\"x\"}")]
    [InlineData("{\"Name:\":\"x\"}")]
    [InlineData("{\"Force\":true}")]
    [InlineData("{\"ComputerName\":\"evil\"}")]
    [InlineData("{\"computername\":\"evil\"}")]
    [InlineData("{\"Internal\":\"x\"}")]
    [InlineData("{\"Credential\":\"x\"}")]
    [InlineData("{\"0\":\"x\"}")]
    [InlineData("{\"\":\"x\"}")]
    public void A_parameter_that_was_not_offered_is_refused(string arguments) =>
        Assert.StartsWith(
            "ERROR: There is no parameter",
            Result($"Set-Server({arguments})", "(New-OfoxTool Set-Server -Exclude Force -Bind @{ ComputerName = 'srv1' })"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("[scriptblock] $x")]
    [InlineData("[scriptblock[]] $x")]
    [InlineData("[System.Collections.Generic.List[scriptblock]] $x")]
    [InlineData("[securestring] $x")]
    [InlineData("[pscredential[]] $x")]
    [InlineData("[System.Net.NetworkCredential] $x")]
    [InlineData("[type] $x")]
    [InlineData("[System.IO.StreamWriter] $x")]
    [InlineData("[ref] $x")]
    public void A_parameter_that_is_code_or_a_secret_is_not_offered(string declaration) =>
        Assert.Equal(0, Engine.Run($"(New-OfoxTool -ScriptBlock {{ param({declaration}) }}).Schema.properties.Count").Single<int>());

    [Fact]
    public void Fixed_values_are_what_the_command_gets_and_appear_in_no_request()
    {
        Assert.Equal(
            "srv1 n s3cret",
            Result("Get-Server({\"Name\":\"n\"})",
            "(New-OfoxTool -Name Get-Server -ScriptBlock { param($ComputerName, $Name, $Token) \"$ComputerName $Name $Token\" } -Bind "
            + "@{ ComputerName = 'srv1'; Token = 's3cret' })"));

        Assert.DoesNotContain("ComputerName", Engine.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Engine.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fixed_value_is_that_of_the_moment_when_the_tool_was_made() =>
        Assert.Equal(
            "srv1", Engine.Run(
            "$v = @{ Of = 'srv1' }; $t = New-OfoxTool -Name t -ScriptBlock { param($Of) $Of } -Bind $v; $v.Of = 'evil'; (ofox 'call "
            + "t({})' -Tool $t).ToolInvocations[0].Result").Single<string>());

    [Fact]
    public void A_fixed_value_is_whole_for_each_call()
    {
        EngineResult result = Engine.Run("""
            $tool = New-OfoxTool -Name t -ScriptBlock { param($List, $Table) "$List $($Table.Count)"; $List[0] = 'evil'; $Table.b = 2 } -Bind @{ List = @('srv1'); Table = @{ a = 1 } }
            (ofox 'call t({}) call t({})' -Tool $tool).ToolInvocations.Result
            """);

        Assert.Equal(["srv1 1", "srv1 1"], result.All<string>());
    }

    [Theory]
    [InlineData("Get-Thing", "Get-Thing", "got a")]
    [InlineData("Add-Thing", "Add-Thing", "added a")]
    [InlineData("Set-Thing", "(New-OfoxTool Set-Thing -Confirm:$false)", "set a")]
    [InlineData("Set-Thing", "Set-Thing", "ERROR: Denied: it needs a person's consent")]
    [InlineData("Remove-Thing", "(New-OfoxTool Remove-Thing -Confirm:$false)", "removed a")]
    [InlineData("Remove-Thing", "Remove-Thing", "ERROR: Denied: it needs a person's consent")]
    [InlineData("Get-Thing", "(New-OfoxTool Get-Thing -Confirm)", "ERROR: Denied: it needs a person's consent")]
    [InlineData("Remove-Thing", "(New-OfoxTool Remove-Thing -Bind @{ Confirm = $false })", "ERROR: Denied: it needs a person's consent")]
    public void Where_nobody_answers_only_what_is_harmless_or_was_allowed_runs(string name, string tool, string result) =>
        Assert.StartsWith(result, Result($"{name}({{\"Name\":\"a\"}})", tool), StringComparison.Ordinal);

    [Theory]
    [InlineData("Remove-Thing", "kept")]
    [InlineData("Set-Thing", "kept")]
    [InlineData("Get-Thing", "Nothing was run")]
    public void A_tool_that_was_made_with_WhatIf_is_simulated_and_says_so(string name, string result)
    {
        string said = Result($"{name}({{\"Name\":\"a\"}})", $"(New-OfoxTool {name} -WhatIf)");

        Assert.Contains("simulated", said, StringComparison.Ordinal);
        Assert.Contains(result, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_sees_the_models_values_and_the_fixed_ones_before_agreeing()
    {
        Engine.Answers.Give("Yes");

        Assert.Equal("removed a", Result("Remove-Thing({\"Name\":\"a\"})", "(New-OfoxTool Remove-Thing -Bind @{ Verbose = $false })"));
        Assert.Contains("(fixed)", Assert.Single(Engine.Answers.Questions), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Thing", "(New-OfoxTool Get-Thing -Confirm)", "got a")]
    [InlineData("Add-Thing", "(New-OfoxTool Add-Thing -Confirm)", "added a")]
    [InlineData("Set-Thing", "Set-Thing", "set a")]
    [InlineData("Remove-Thing", "Remove-Thing", "removed a")]
    public void A_tool_that_changes_something_or_was_made_with_Confirm_asks_once(string name, string tool, string result)
    {
        Engine.Answers.Give("Yes");

        Assert.Equal(result, Result($"{name}({{\"Name\":\"a\"}})", tool));
        Assert.Single(Engine.Answers.Questions);
    }

    [Theory]
    [InlineData("-Confirm:$false")]
    [InlineData("-WhatIf")]
    public void Nobody_is_asked_where_the_maker_has_decided(string decision)
    {
        Engine.Answers.Give("No");

        Result("Remove-Thing({\"Name\":\"a\"})", $"(New-OfoxTool Remove-Thing {decision})");
        Assert.Empty(Engine.Answers.Questions);
    }

    [Fact]
    public void Enter_typed_ahead_does_not_agree()
    {
        Engine.Answers.Give("");

        Assert.StartsWith(
            "ERROR: Denied: the person at the console said no", Result("Remove-Thing({\"Name\":\"a\"})", "Remove-Thing"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_call_is_asked_for_anew()
    {
        Engine.Answers.Give("Yes", "No");

        string[] results =
            [.. Engine.Run(
                Things + "(ofox 'call Remove-Thing({\"Name\":\"a\"}) call Remove-Thing({\"Name\":\"b\"})' -Tool "
                + "Remove-Thing).ToolInvocations.Result").All<string>()];

        Assert.Equal("removed a", results[0]);
        Assert.Contains("said no", results[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_shown_in_full_where_a_person_asks_for_it()
    {
        string name = new string('a', 400) + "; harm" + new string('b', 400);
        Engine.Answers.Give("Show", "Yes");

        Assert.Equal("removed " + name, Result($"Remove-Thing({{\"Name\":\"{name}\"}})", "Remove-Thing"));
        Assert.DoesNotContain("harm", Engine.Answers.Questions[0], StringComparison.Ordinal);
        Assert.Contains(name, Engine.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(2, Engine.Answers.Questions.Count);
    }

    private string Result(string call, string tool) =>
        Engine.Run(Things + $"(ofox 'call {call.Replace("'", "''", StringComparison.Ordinal)}' -Tool {tool}).ToolInvocations[0].Result")
            .Single<string>();
}
