using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Tools;

/// <summary>What a command demands of its parameters is what the model is told.</summary>
public sealed class ValidationTests : EngineTest
{
    [Fact]
    public void A_set_longer_than_anybody_reads_is_left_out()
    {
        Engine.Run("$set = (1..251 | ForEach-Object { \"'w$_'\" }) -join ','; . ([scriptblock]::Create(\"function Get-It { param([ValidateSet($set)] [string] `$X) 1 }\")); ofox hi -Tool Get-It").Succeeded();

        Assert.DoesNotContain("enum", Engine.Sent.Entry.Body, System.StringComparison.Ordinal);
    }
}
