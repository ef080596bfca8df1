using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>A value that was given and is $null is not "nothing was given".</summary>
public sealed class NullTests : EngineTest
{
    // Whatever the parameter is for: a variable that is not set, or misspelt, must not be replaced by a default.
    private const string Parameters = """
        param($name)
        (Get-Command $name).Parameters.Values | Where-Object { -not $_.SwitchParameter -and $_.Name -notin [Management.Automation.Cmdlet]::CommonParameters -and
            -not ($_.Attributes | Where-Object { $_ -is [Management.Automation.AllowNullAttribute] -or $_.Mandatory }) } | ForEach-Object Name
        """;

    public static TheoryData<string> Cmdlets =>
        new("Invoke-OfoxChat", "Get-OfoxStream", "ConvertTo-OfoxRequest", "New-OfoxTestResponse", "Get-OfoxModel", "Get-OfoxUsage",
            "Test-OfoxConnection");

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_that_was_given_as_null_is_refused_and_nothing_is_sent(string cmdlet)
    {
        string[] parameters = [.. Engine.Run(Parameters, cmdlet).All<string>()];
        Assert.NotEmpty(parameters);

        foreach (string parameter in parameters)
        {
            string id = Engine.Try(
                "param($cmdlet, $parameter) $given = @{ $parameter = $null }; & $cmdlet @given", cmdlet,
                parameter).Failure?.FullyQualifiedErrorId.Split(',')[0] ?? "none";
            Assert.True(id is "OfoxInvalidArgument" or "ParameterArgumentValidationError", $"-{parameter}: {id}");
        }

        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("ofox 'only for the local model' -BaseUri $env:OFOX_NO_SUCH_VARIABLE", "-BaseUri")]
    [InlineData("ofox next -Message $histroy", "-Message")]
    [InlineData("'text' | ofox $promt", "-Prompt")]
    [InlineData("ofox x -Fallback 'a/b', $null", "-Fallback")]
    [InlineData("ofox x -ApiKey ''", "-ApiKey")]
    [InlineData("New-OfoxMessage 'a', $missing", "$null")]
    public void The_error_names_what_is_null(string script, string words) => IsRefusedUnsent(script, words);

    [Fact]
    public void Null_takes_a_setting_back()
    {
        Engine.Run("Set-OfoxConfiguration -Model a/b -Temperature 1 -System x; Set-OfoxConfiguration -Model $null -Temperature $null "
            + "-System $null; ofox hi").Succeeded();

        Assert.Equal("openai/gpt-4o", Engine.Sent.Body.GetProperty("model").GetString());
        Assert.False(Engine.Sent.Has("temperature"));
    }

    [Theory]
    [InlineData("Set-OfoxConfiguration -InputObject $null")]
    [InlineData("$null | Set-OfoxConfiguration")]
    public void A_configuration_that_is_null_changes_nothing(string script)
    {
        Engine.Run("Set-OfoxConfiguration -Model a/b").Succeeded();

        Engine.Try(script).Fails("OfoxInvalidArgument");
        Assert.Equal("a/b", Engine.Run("(Get-OfoxConfiguration).Model").Single<string>());
    }

    [Fact]
    public void An_empty_list_of_messages_is_a_history_without_messages() =>
        Engine.Run("ofox hi -Message @()").Succeeded();
}
