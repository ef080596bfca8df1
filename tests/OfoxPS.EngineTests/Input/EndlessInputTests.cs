using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>Sequences without an end, wherever they can be given: they end at what is sent of them.</summary>
public sealed class EndlessInputTests : EngineTest
{
    private int _read;

    [Fact]
    public void A_property()
    {
        EngineResult result = Engine.Run("param($endless) [pscustomobject]@{ r = $endless } | ConvertTo-OfoxRequest x", Numbers());

        Assert.Contains("first 262144 are sent", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.InRange(_read, 1, 262_144);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_input_itself(bool ofLists)
    {
        Engine.Run("param($endless) ConvertTo-OfoxRequest x -InputObject $endless", ofLists ? Lists() : Numbers());

        Assert.InRange(_read, 1, 262_144);
    }

    [Fact]
    public void Texts_are_an_error() =>
        Assert.Contains(
            "1,000,000", Engine.Try("param($endless) ConvertTo-OfoxRequest x -InputObject $endless", Numbers().Select(static number => "x"))
            .Fails("OfoxInvalidArgument").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("ConvertTo-OfoxRequest x -ExtraBody @{ more = $endless }")]
    [InlineData("ConvertTo-OfoxRequest x -Tool @{ name = 'f'; parameters = @{ enum = $endless } }")]
    [InlineData("ConvertTo-OfoxRequest x -Provider @{ more = $endless }")]
    public void What_must_arrive_as_it_is(string script)
    {
        Assert.Contains(
            "1,000,000 values", Engine.Try($"param($endless) {script}", Numbers()).Failure!.ToString(), StringComparison.Ordinal);

        Assert.InRange(_read, 1, 1_000_001);
    }

    [Fact]
    public void Huge_is_as_endless()
    {
        EngineResult result = Engine.Run("[pscustomobject]@{ r = [System.Linq.Enumerable]::Range(1, 20000000) } | ConvertTo-OfoxRequest x");

        Assert.Contains("more than 262144 characters", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private IEnumerable<object> Numbers()
    {
        while (true)
        {
            yield return ++_read;
        }
    }

    private IEnumerable<object> Lists() => Numbers().Select(static number => (object)new[] { number });
}
