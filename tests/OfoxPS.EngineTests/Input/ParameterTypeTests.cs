using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>
/// What stands in for a cmdlet (a mock of Pester, a proxy, implicit remoting) knows the types of its parameters and not what converts their
/// values, so that such a parameter has a type which takes every form by itself.
/// </summary>
public sealed class ParameterTypeTests : EngineTest
{
    // PowerShell itself makes a Uri of a text, and headers are given as a hashtable only.
    private static readonly string[] Types = ["System.Object", "System.Object[]", "System.Uri", "System.Collections.IDictionary"];

    // OneValue refuses lists and converts nothing.
    [Fact]
    public void A_parameter_whose_values_are_converted_takes_them_unconverted()
    {
        string[] parameters = [.. Engine.Run("""
            foreach ($command in Get-Command -Module OfoxPS -CommandType Cmdlet) {
                foreach ($parameter in $command.Parameters.Values) {
                    if ($parameter.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentTransformationAttribute] -and "$($_.GetType().FullName)" -like 'OfoxPS.*' -and $_.GetType().Name -ne 'OneValueAttribute' }) {
                        "$($command.Name) $($parameter.Name) $($parameter.ParameterType.FullName)"
                    }
                }
            }
            """).All<string>()];

        Assert.Contains("Invoke-OfoxChat ApiKey System.Object", parameters);
        Assert.All(parameters, parameter => Assert.Contains(parameter.Split(' ')[2], Types));
    }

    [Theory]
    [InlineData("ofox (Get-Date), (Get-Date)")]
    [InlineData("ofox @{ a = 1 }")]
    public void What_is_no_text_is_no_prompt(string script) => IsRefusedUnsent(script, "Text is wanted");
}
