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
        string[] answers =
            [.. Engine.Run("Use-OfoxTestResponse 'first', 'second' { ofox hi } -AllowUnused | & { process { $_; ofox again } }")
                .All<ChatCompletion>().Select(static answer => answer.Content!)];

        Assert.Equal(["first", "again"], answers);
        Assert.Equal("again", Engine.Sent.LastText);
    }

    [Fact]
    public void A_started_block_answers_until_it_is_stopped()
    {
        string[] answers = [.. Engine.Run("Use-OfoxTestResponse one, two -Start; ofox a; ofox b; Stop-OfoxTestBlock; ofox c")
            .All<ChatCompletion>().Select(static answer => answer.Content!)];

        Assert.Equal(["one", "two", "c"], answers);
        Assert.Equal("c", Engine.Sent.LastText);
        Assert.Equal(2, Engine.Run("(Get-OfoxTestRequest).Count").Single<int>());
    }

    [Fact]
    public void Started_blocks_are_nested_and_what_is_left_over_is_an_error_at_the_end()
    {
        Assert.Equal(
            ["inner", "outer"],
            Engine.Run("Use-OfoxTestResponse outer -Start; Use-OfoxTestResponse inner -Start; ofox a; Stop-OfoxTestBlock; ofox b; "
                + "Stop-OfoxTestBlock").All<ChatCompletion>().Select(static answer => answer.Content));
        Engine.Try("Use-OfoxTestResponse one -Start; Stop-OfoxTestBlock").Fails("OfoxUnusedResponse");
        Engine.Run("Use-OfoxTestResponse one -Start -AllowUnused; Stop-OfoxTestBlock").Succeeded();
        Engine.Try("Stop-OfoxTestBlock").Fails("OfoxInvalidArgument");
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_started_block_ends_with_the_block_around_it() =>
        Assert.Equal(
            ["inner", "after"],
            Engine.Run("Use-OfoxTestResponse outer -AllowUnused { Use-OfoxTestResponse inner -Start; ofox a }; ofox after")
                .All<ChatCompletion>().Select(static answer => answer.Content));

    [Theory]
    [InlineData("@{ risk = 'low' }", "{\"risk\":\"low\"}")]
    [InlineData("[pscustomobject] @{ risk = 'low' }", "{\"risk\":\"low\"}")]
    [InlineData("42", "42")]
    [InlineData("@(, @(1, 2))", "[1,2]")]
    [InlineData("{ @{ n = 1 } }", "{\"n\":1}")]
    public void An_object_is_answered_as_its_JSON(string response, string text) =>
        Assert.Equal(text, Engine.Run($"Use-OfoxTestResponse ({response}) {{ (ofox hi).Content }}").Single<string>());

    [Fact]
    public void A_call_is_known_by_its_name_as_key_and_is_none_without_one()
    {
        ChatToolCall call = Engine.Run("(New-OfoxTestResponse -ToolCall @{ 'Get-Weather' = @{ City = 'Madrid' } }).ToolCalls")
            .Single<ChatToolCall>();

        Assert.Equal(("Get-Weather", "{\"City\":\"Madrid\"}"), (call.Name, call.ArgumentsJson));
        Assert.Contains(
            "needs a name", Engine.Try("New-OfoxTestResponse -ToolCall @{ arguments = 'x' }").Failure!.Exception.Message,
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_that_answered_nothing_are_told_where_all_are_required()
    {
        string path = Folder.File("all.json");
        Engine.Run("param($path) Use-OfoxCassette $path -Mode Record { ofox a; ofox b }", path).Succeeded();

        string message = Engine.Try("param($path) Use-OfoxCassette $path -RequireAll { ofox a }", path)
            .Fails("OfoxUnusedResponse").Exception.Message;
        Assert.Contains("1 of 2 recordings", message, System.StringComparison.Ordinal);
        Assert.Contains("number 2", message, System.StringComparison.Ordinal);
        Engine.Run("param($path) Use-OfoxCassette $path -RequireAll { ofox b; ofox a }; Use-OfoxCassette $path { ofox a }; "
            + "Use-OfoxCassette $path -RequireAll -Start; ofox a; ofox b; Stop-OfoxTestBlock", path).Succeeded();
        Engine.Try("param($path) Use-OfoxCassette $path -RequireAll -Mode Auto { ofox a }", path).Fails("OfoxInvalidArgument");
    }

    [Fact]
    public void An_error_that_a_test_makes_has_the_message_that_it_was_given() =>
        Assert.Equal("boom", Engine.Run("[OfoxPS.OfoxException]::new('boom').Message").Single<string>());

    [Fact]
    public void Inside_the_block_a_pipeline_is_answered_by_it() =>
        Assert.Equal(
            ["first", "second"],
            Engine.Run("Use-OfoxTestResponse 'first', 'second' { ofox hi | & { process { $_; ofox again } } }").All<ChatCompletion>()
                .Select(static answer => answer.Content));

    [Fact]
    public void Between_two_blocks_the_outer_one_answers() =>
        Assert.Equal(
            ["inner", "outer"],
            Engine.Run("Use-OfoxTestResponse 'outer' { Use-OfoxTestResponse 'inner' { ofox hi } | & { process { $_; ofox again } } }")
                .All<ChatCompletion>().Select(static answer => answer.Content));

    [Theory]
    [InlineData("Use-OfoxTestResponse 'x' { ofox q -MaxCost 1 }")]
    [InlineData("Set-OfoxConfiguration -MaxCost 0; Use-OfoxTestResponse 'x' { ofox q -Model nobody/knows }")]
    public void A_budget_takes_no_response_and_ends_nothing(string script)
    {
        Assert.Equal("x", Engine.Run(script).Single<ChatCompletion>().Content);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_cassette_that_was_recorded_without_a_budget_is_replayed_with_one()
    {
        string path = Folder.File("cassette.json");
        Engine.Run("param($path) Use-OfoxCassette $path -Mode Record { ofox 'say: hello' }", path).Succeeded();

        Assert.Equal(
            "hello", Engine.Run("param($path) Use-OfoxCassette $path { ofox 'say: hello' -MaxCost 0 }", path)
            .Single<ChatCompletion>().Content);
    }

    [Fact]
    public void Testing_the_connection_sends_nothing_to_the_gateway()
    {
        EngineResult result = Engine.Run(
            "Use-OfoxTestResponse 'x' { Test-OfoxConnection -BaseUri https://nobody.test/v1 -Model a/b }; @(Get-OfoxTestRequest).Count");

        ConnectionStep[] steps = [.. result.Succeeded().Output.Select(static item => item.BaseObject).OfType<ConnectionStep>()];
        Assert.Equal(
            ["Key", "Name", "Tcp", "Tls"], steps.Where(static step => step.Result == "NotApplicable").Select(static step => step.Step));
        Assert.Equal(["Settings", "Access", "Model"], steps.Where(static step => step.Result == "Passed").Select(static step => step.Step));
        Assert.Equal("1", result.Output[^1].ToString());
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void Testing_the_connection_fails_as_the_test_wants_it()
    {
        EngineResult result =
            Engine.Run("Use-OfoxTestResponse (New-OfoxTestResponse -Fault Unauthorized) { Test-OfoxConnection -Model a/b }");

        ConnectionStep failed = result.All<ConnectionStep>().Single(static step => step.Result == "Failed");
        Assert.Equal(("Access", "OfoxAuthenticationFailed"), (failed.Step, failed.ErrorId));
        Assert.Empty(Engine.Requests);
    }
}
