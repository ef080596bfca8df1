using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Testing;

/// <summary>A block of a test answers its own script: all of it, and nothing else.</summary>
public sealed class BlockTests : EngineTest
{
    [Fact]
    public void What_reads_the_output_of_a_block_is_not_answered_by_it()
    {
        string[] answers = [.. Engine.Run("Use-OfoxTestResponse 'first', 'second' { ofox hi } -AllowUnused | & { process { $_; ofox again } }").All<ChatCompletion>().Select(static answer => answer.Content!)];

        Assert.Equal(["first", "again"], answers);
        Assert.Equal("again", Engine.Sent.LastText);
    }

    [Fact]
    public void Inside_the_block_a_pipeline_is_answered_by_it() =>
        Assert.Equal(
            ["first", "second"],
            Engine.Run("Use-OfoxTestResponse 'first', 'second' { ofox hi | & { process { $_; ofox again } } }").All<ChatCompletion>().Select(static answer => answer.Content));

    [Fact]
    public void Between_two_blocks_the_outer_one_answers() =>
        Assert.Equal(
            ["inner", "outer"],
            Engine.Run("Use-OfoxTestResponse 'outer' { Use-OfoxTestResponse 'inner' { ofox hi } | & { process { $_; ofox again } } }").All<ChatCompletion>().Select(static answer => answer.Content));

    [Fact]
    public void Testing_the_connection_sends_nothing_to_the_gateway()
    {
        EngineResult result = Engine.Run("Use-OfoxTestResponse 'x' { Test-OfoxConnection -BaseUri https://nobody.test/v1 -Model a/b }; @(Get-OfoxTestRequest).Count");

        ConnectionStep[] steps = [.. result.Succeeded().Output.Select(static item => item.BaseObject).OfType<ConnectionStep>()];
        Assert.Equal(["Key", "Name", "Tcp", "Tls"], steps.Where(static step => step.Result == "NotApplicable").Select(static step => step.Step));
        Assert.Equal(["Access", "Model"], steps.Where(static step => step.Result == "Passed").Select(static step => step.Step));
        Assert.Equal("1", result.Output[^1].ToString());
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void Testing_the_connection_fails_as_the_test_wants_it()
    {
        EngineResult result = Engine.Run("Use-OfoxTestResponse (New-OfoxTestResponse -Fault Unauthorized) { Test-OfoxConnection -Model a/b }");

        ConnectionStep failed = result.All<ConnectionStep>().Single(static step => step.Result == "Failed");
        Assert.Equal(("Access", "OfoxAuthenticationFailed"), (failed.Step, failed.ErrorId));
        Assert.Empty(Engine.Requests);
    }
}
