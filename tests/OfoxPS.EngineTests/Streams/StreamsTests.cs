using System;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Streams;

/// <summary>
/// Success: objects. Information: live text. Verbose: what happens. Debug: what went over the wire, secrets masked. And nothing prompts.
/// </summary>
public sealed class StreamsTests : EngineTest
{
    [Theory]
    [InlineData("Invoke-OfoxChat hi")]
    [InlineData("Get-OfoxStream hi")]
    [InlineData("New-OfoxMessage hi")]
    [InlineData("Get-OfoxConfiguration")]
    public void Objects_of_ours_go_to_success_and_nothing_goes_anywhere_else(string script)
    {
        EngineResult result = Engine.Run(script).Succeeded();

        Assert.All(result.Output, static item => Assert.Equal("OfoxPS", item.BaseObject.GetType().Namespace));
        Assert.NotEmpty(result.Output);
        Assert.Equal((0, 0, 0, 0), (result.Warnings.Count, result.Verbose.Count, result.Debug.Count, result.Information.Count));
    }

    [Fact]
    public void Setting_something_writes_nothing()
    {
        EngineResult result = Engine.Run("Set-OfoxConfiguration -Temperature 0.5").Succeeded();

        Assert.Equal(
            (0, 0, 0, 0, ""),
            (result.Output.Count, result.Warnings.Count, result.Verbose.Count, result.Information.Count, result.HostText));
    }

    [Fact]
    public void Debug_and_verbose_share_what_they_tell()
    {
        EngineResult result = Engine.Run("ofox hi -Debug -Verbose").Succeeded();

        Assert.Contains(result.Verbose, static line => line.Contains("attempt 1 of 3", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Debug, static line => line.Contains("attempt 1 of 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Confirm_asks_and_no_sends_nothing()
    {
        Engine.Answers.Give("No");

        Assert.Empty(Engine.Run("ofox hi -Confirm").Succeeded().Output);
        Assert.Single(Engine.Answers.Questions);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void Confirm_offers_no_to_all()
    {
        Engine.Answers.Give("No to All");

        Assert.Empty(Engine.Run("'a', 'b', 'c' | ofox q -Confirm").Succeeded().Output);
        Assert.Single(Engine.Answers.Questions);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void Confirm_offers_yes_to_all()
    {
        Engine.Answers.Give("Yes to All");

        Assert.Equal(3, Engine.Run("'a', 'b', 'c' | ofox -Confirm").All<ChatCompletion>().Count);
        Assert.Single(Engine.Answers.Questions);
    }
}
