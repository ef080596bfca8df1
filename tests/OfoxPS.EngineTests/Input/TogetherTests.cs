using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

public sealed class TogetherTests : EngineTest
{
    [Theory]
    [InlineData("'diff --git', '', '+ line ' | ofox 'Write a commit message' -Together", "Write a commit message\n\ndiff --git\n\n+ line ")]
    [InlineData("'a', 'b' | ofox -Together", "a\nb")]
    [InlineData("[pscustomobject]@{ n = 1 } | ofox 'x' -Together", "x\n\n[{\"n\":1}]")]
    [InlineData("ofox 'hi' -Together", "hi")]
    [InlineData("ofox 'x' -InputObject 'a', 'b'", "x\n\na\nb")]
    public void Everything_is_one_message(string script, string text)
    {
        Engine.Run(script).Succeeded();

        Assert.Equal(text, Engine.Sent.LastText);
    }

    [Fact]
    public void A_failure_has_all_of_the_input_as_its_target() =>
        Assert.Equal(
            ["a", "b"], (
            (System.Collections.IEnumerable)Engine.Run("'a', 'b' | ofox 'x' -Together -Model fault/400")
            .Error("OfoxInvalidRequest").TargetObject).Cast<object>().Select(static item => $"{item}"));

    [Fact]
    public void Many_objects_are_capped_at_whole_ones_and_a_warning_says_how_many()
    {
        EngineResult result = Engine.Run("1..400 | ForEach-Object { [pscustomobject]@{ n = $_; s = 'y' * 1000 } } | ofox 'x' -Together")
            .Succeeded();

        Assert.Matches(@"first \d+ of 400 objects", Assert.Single(result.Warnings));
    }
}
