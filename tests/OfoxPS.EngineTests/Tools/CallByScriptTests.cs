using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>Invoke-OfoxTool: values of PowerShell become what a model would have sent.</summary>
public sealed class CallByScriptTests : EngineTest
{
    [Theory]
    [InlineData("[int] $V", "@{ V = 3 }", "Int32 3")]
    [InlineData("[int] $V", "[ordered] @{ V = [long] 3 }", "Int32 3")]
    [InlineData("[long] $V", "[pscustomobject] @{ V = 5 }", "Int64 5")]
    [InlineData("[byte] $V", "@{ V = [byte] 7 }", "Byte 7")]
    [InlineData("[uint] $V", "@{ V = [uint16] 7 }", "UInt32 7")]
    [InlineData("[double] $V", "@{ V = [float] 1.5 }", "Double 1.5")]
    [InlineData("[decimal] $V", "@{ V = 1 }", "Decimal 1")]
    [InlineData("[string] $V", "@{ V = 5 }", "String 5")]
    [InlineData("[datetime] $V", "@{ V = [datetime]::new(2026, 2, 1) }", "DateTime 02/01/2026 00:00:00")]
    [InlineData("[datetimeoffset] $V", "@{ V = [datetimeoffset]::new(2026, 2, 1, 0, 0, 0, 0) }", "DateTimeOffset 02/01/2026 00:00:00 +00:00")]
    [InlineData("[timespan] $V", "@{ V = [timespan] '01:00:00' }", "TimeSpan 01:00:00")]
    [InlineData("[int[]] $V", "@{ V = 1, 2 }", "Int32[] 1 2")]
    [InlineData("[System.DayOfWeek] $V", "@{ V = [System.DayOfWeek]::Friday }", "DayOfWeek Friday")]
    [InlineData("[switch] $V", "@{ V = $true }", "SwitchParameter True")]
    [InlineData("$V", "@{ V = 3 }", "Int64 3")]
    public void A_value_of_PowerShell_is_taken_as_the_JSON_that_it_becomes(string parameter, string argument, string expected) =>
        Assert.Equal(expected, Engine.Run(
            $"function Get-It {{ param({parameter}) \"$($V.GetType().Name) $V\" }}; Invoke-OfoxTool Get-It ({argument})").Single<string>());

    [Fact]
    public void A_value_out_of_range_is_refused_with_its_own_reason() =>
        Assert.Contains(
            "greater than the maximum",
            Engine.Run("function Get-It { param([ValidateRange(1, 5)] [int] $V) $V }; Invoke-OfoxTool Get-It @{ V = 9 }")
                .Errors[0].ToString());
}
