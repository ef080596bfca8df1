using System;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Input;

/// <summary>The caller's objects are the caller's, and errors are about what is wrong.</summary>
public sealed class CallersObjectTests : EngineTest
{
    [Fact]
    public void A_message_keeps_its_content()
    {
        EngineResult result = Engine.Run("""
            $list = [System.Collections.ArrayList] @([OfoxPS.ChatContentPart]::FromText('hi'))
            $message = [OfoxPS.ChatMessage] @{ Role = 'user'; Content = $list; AdditionalProperties = [ordered] @{ more = [System.Collections.ArrayList] @(1) } }
            $null = ofox -Message $message
            $message.Content.GetType().Name
            [object]::ReferenceEquals($message.Content, $list)
            $message.AdditionalProperties['more'].GetType().Name
            """);

        Assert.Equal("ArrayList\nTrue\nArrayList", result.Succeeded().Text);
    }

    [Fact]
    public void A_tool_keeps_its_schema()
    {
        EngineResult result = Engine.Run("""
            $schema = [ordered] @{ type = 'object'; properties = [ordered] @{ a = [ordered] @{ enum = [System.Collections.ArrayList] @('x') } } }
            $tool = [OfoxPS.ChatTool] @{ Name = 'f'; Schema = $schema }
            $null = ofox hi -Tool $tool
            [object]::ReferenceEquals($tool.Schema, $schema)
            $tool.Schema['properties']['a']['enum'].GetType().Name
            """);

        Assert.Equal("True\nArrayList", result.Succeeded().Text);
    }

    [Fact]
    public void A_bad_property_pattern_is_the_target_of_its_error() =>
        Assert.Equal(
            "[a", Assert.Single(
            Assert.IsType<object[]>(Engine.Try("1 | ofox x -InputProperty '[a'").Fails("OfoxInvalidArgument").TargetObject)));

    [Fact]
    public void A_preference_that_ends_before_the_request_leaves_logs_none()
    {
        using TemporaryFolder folder = new();
        string log = System.IO.Path.Combine(folder.Path, "log.jsonl");

        Engine.Try("param($log) $VerbosePreference = 'Stop'; ofox hi", log);
        EngineResult result = Engine.Run(
            "param($log) Set-OfoxConfiguration -LogPath $log; try { & { $VerbosePreference = 'Stop'; ofox hi } } catch { 'ended' }", log);

        Assert.Equal("ended", result.Text);
        Assert.False(System.IO.File.Exists(log));
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_pattern_that_cannot_be_decided_is_a_warning_that_names_it()
    {
        EngineResult result = Engine.Run("""
            $schema = [ordered] @{ type = 'object'; properties = [ordered] @{ a = [ordered] @{ type = 'string'; pattern = '^(\w+\s?)*$' } } }
            Use-OfoxTestResponse ('{"a":"' + 'a' * 60 + '!"}') { ofox x -As $schema }
            """);

        Assert.Contains("^(\\w+\\s?)*$", Assert.Single(result.Succeeded().Warnings), StringComparison.Ordinal);
    }
}
