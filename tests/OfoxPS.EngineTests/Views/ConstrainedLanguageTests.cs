using System;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Views;

/// <summary>In a session of constrained language, views may not call methods, and a script block is not evaluated by others.</summary>
public sealed class ConstrainedLanguageTests : EngineTest
{
    private const string Constrained = "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; ";

    [Theory]
    [InlineData("ofox 'hello there'", "hello there")]
    [InlineData("ofox 'hello there'", " s · stop")]
    [InlineData("Get-OfoxModel openai/gpt-4o -Refresh | Format-Table", "128,000")]
    [InlineData("New-OfoxMessage 'hello there'", "hello there")]
    [InlineData("Get-OfoxStream 'hello there'", "there")]
    [InlineData("Get-OfoxConfiguration", "Model                    : openai/gpt-4o")]
    [InlineData("New-OfoxTool Get-OfoxUsage", "Get-OfoxUsage")]
    [InlineData("ConvertTo-OfoxRequest 'hello there'", "POST")]
    [InlineData("Get-OfoxUsage -CurrentProcess", "s")]
    public void Views_show_what_matters(string script, string text)
    {
        string shown = Engine.Show(Constrained + script);

        Assert.Contains(text, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_of_a_test_runs()
    {
        Assert.Equal(
            "scripted", Engine.Run(Constrained + "Use-OfoxTestResponse 'scripted' { ofox 'hi' }").Single<ChatCompletion>().Content);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_cassette_records_and_replays()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.json");

        Engine.Run(Constrained + $"Use-OfoxCassette '{path}' -Mode Record {{ ofox 'hi' }}").Succeeded();
        Assert.Equal("hi", Engine.Run($"Use-OfoxCassette '{path}' {{ ofox 'hi' }}").Single<ChatCompletion>().Content);
        Assert.Single(Engine.Requests);
    }

    [Theory]
    [InlineData("New-OfoxTool -ScriptBlock { param([string] $City) \"rain in $City\" } -Name get_rain", "rain in Rome")]
    [InlineData("{ param([string] $City) \"rain in $City\" }", "rain in Rome")]
    [InlineData("(New-OfoxTool Get-Rain)", "rain in Rome")]
    [InlineData("{ param([string] $City) [System.IO.File]::Exists($City) }", "ERROR: Cannot invoke method")]
    public void A_tool_runs_with_the_rights_of_the_session(string tool, string result)
    {
        string script = Constrained + "function Get-Rain([string] $City) { \"rain in $City\" }; $tool = " + tool +
            "; if ($tool -is [scriptblock]) { $name = 'script' } else { $name = $tool.Name }; " +
            "Use-OfoxTestResponse (New-OfoxTestResponse -ToolCall @{ Name = $name; Arguments = @{ City = 'Rome' } }), 'done' { ofox hi "
                + "-Tool $tool }";

        Assert.StartsWith(
            result, Assert.Single(Engine.Run(script).Single<ChatCompletion>().ToolInvocations).Result, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_has_the_scope_the_input_and_the_errors_that_it_has_elsewhere()
    {
        EngineResult result = Engine.Run(
            Constrained + "$x = 1; 'a', 'b' | Use-OfoxTestResponse 'said' { process { \"got $_\" } end { (ofox hi).Content; $x = 2; "
            + "Write-Error 'wrong' } }; $x");

        Assert.Equal("got a|got b|said|2", string.Join('|', result.Output));
        Assert.Equal("wrong", Assert.Single(result.Errors).ToString());
        Assert.Empty(Engine.Run("Use-OfoxTestResponse -AllowUnused 'said' { Write-Error 'wrong' } 2>$null").Errors);
    }

    [Fact]
    public void The_block_has_no_more_rights_than_the_session()
    {
        EngineResult result = Engine.Run(Constrained + "Use-OfoxTestResponse 'x' { [System.IO.File]::Exists('x') }");

        Assert.Contains(
            result.Errors, static error =>
            error.FullyQualifiedErrorId.Contains("MethodInvocationNotSupportedInConstrainedLanguage", StringComparison.Ordinal));
    }
}
