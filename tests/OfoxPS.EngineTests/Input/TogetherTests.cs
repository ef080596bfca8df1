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
    public void Messages_are_one_conversation()
    {
        Engine.Run("(New-OfoxMessage 'a'), (New-OfoxMessage 'b') | ofox 'x'").Succeeded();

        Assert.Equal(["a", "b", "x"], Engine.Sent.Messages.EnumerateArray().Select(static message => message.GetProperty("content").GetString()));
    }

    [Fact]
    public void What_cannot_be_sent_is_left_out_and_told()
    {
        EngineResult result = Engine.Run("'a', $null, 'b' | ofox 'x' -Together");

        Assert.Single(result.Errors);
        Assert.Equal("x\n\na\nb", Engine.Sent.LastText);
    }

    [Fact]
    public void Nothing_left_sends_nothing()
    {
        Assert.Single(Engine.Run("$null | ofox 'x' -Together").Errors);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_failure_has_all_of_the_input_as_its_target() =>
        Assert.Equal(["a", "b"], ((System.Collections.IEnumerable)Engine.Run("'a', 'b' | ofox 'x' -Together -Model fault/400").Error("OfoxInvalidRequest").TargetObject).Cast<object>().Select(static item => $"{item}"));

    [Fact]
    public void Many_objects_are_capped_at_whole_ones_and_a_warning_says_how_many()
    {
        EngineResult result = Engine.Run("1..400 | ForEach-Object { [pscustomobject]@{ n = $_; s = 'y' * 1000 } } | ofox 'x' -Together").Succeeded();

        Assert.Matches(@"first \d+ of 400 objects", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_completion_in_the_pipeline_goes_on_with_its_conversation()
    {
        Engine.Run("ofox 'first' | ofox 'second'").Succeeded();

        Assert.Equal(["first", "first", "second"], Engine.LastSent.Messages.EnumerateArray().Select(static message => message.GetProperty("content").GetString()));
    }

    [Fact]
    public void A_completion_without_a_new_prompt_asks_nothing() =>
        Assert.Single(Engine.Run("ofox 'first' | ofox").Errors);

    [Fact]
    public void Messages_by_parameter_come_before_the_prompt_of_each_input()
    {
        Engine.Run("'a', 'b' | ofox -Message (New-OfoxMessage 'earlier')").Succeeded();

        Assert.All(Engine.Requests, static request => Assert.Equal("earlier", new SentRequest(request).Messages[0].GetProperty("content").GetString()));
        Assert.Equal(["a", "b"], Engine.Requests.Select(static request => new SentRequest(request).LastText));
    }
}
