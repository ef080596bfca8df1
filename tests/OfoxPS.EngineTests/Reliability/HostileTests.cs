using System;
using System.IO;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Reliability;

/// <summary>What nobody means: it is an error of ours, and neither ends the process nor costs an answer that is paid.</summary>
public sealed class HostileTests : EngineTest
{
    // A stack overflow would end the process of the tests.
    [Theory]
    [InlineData("$x = @{}; $x.x = $x")]
    [InlineData("$x = [object[]]::new(1); $x[0] = $x")]
    public void A_fixed_value_of_a_tool_that_contains_itself(string made) =>
        Engine.Try(made + "; New-OfoxTool -Name t -ScriptBlock { param($a, $b) } -Bind @{ b = $x }").Fails("OfoxInvalidArgument");

    // To write a number of a million digits takes minutes, in which nothing can be stopped.
    [Theory]
    [InlineData("[int]")]
    [InlineData("[bigint]")]
    [InlineData("@{ a = [long] }")]
    public void A_number_of_a_million_digits(string form) =>
        Engine.Try($"Use-OfoxTestResponse ('1' * 1000000) {{ ofox x -As ({form}) -MaxRepair 0 }}").Fails("OfoxSchemaMismatch");

    [Fact]
    public void A_number_beyond_all_bounds_costs_no_record()
    {
        string tape = Folder.File("tape.json"), run = Folder.File("run.jsonl");
        Engine.Run("Use-OfoxCassette $args[0] -Mode Record { ofox x }", tape).Succeeded();
        string recorded = File.ReadAllText(tape);
        int at = recorded.LastIndexOf("\"choices\"", StringComparison.Ordinal);
        File.WriteAllText(tape, recorded.Insert(at, "\"beyond\": 1e999, "));

        Engine.Run("param($tape, $run) Use-OfoxCassette $tape { 'x' | ofox -Checkpoint $run }", tape, run).Succeeded();

        Assert.Equal("x", Engine.Run("Import-OfoxCheckpoint $args[0]", run).Single<ChatCompletion>().Content);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("nowhere:x")]
    public void A_report_that_cannot_be_kept_is_told_before_anything_is_sent(string variable)
    {
        Engine.Try($"'x' | ofox -ReportVariable {variable}").Fails("OfoxInvalidArgument");

        Assert.Empty(Engine.Requests);
    }

    [Theory]
    [InlineData("'x' | ofox -Checkpoint nowhere:x")]
    [InlineData("Import-OfoxConversation nowhere:x -ErrorAction Stop")]
    [InlineData("$m = [OfoxPS.ChatMessage]::new(); $m.ToolCalls = @($null); ofox x -Message $m")]
    [InlineData("$m = [OfoxPS.ChatMessage]::new(); $m.Content = [OfoxPS.ChatContentPart[]] @($null); ofox x -Message $m")]
    [InlineData("$c = [OfoxPS.OfoxConversation]::new(); $c.Messages = @($null); $c | ofox x -ErrorAction Stop")]
    public void Nonsense_is_refused(string script) => Engine.Try(script).Fails("OfoxInvalidArgument");

    [Fact]
    public void What_a_script_has_set_to_null_is_as_nothing() =>
        Engine.Run("$m = [OfoxPS.ChatMessage]::new('user', 'y'); $m.ToolCalls = $null; $m.AdditionalProperties = $null; ofox x -Message $m")
            .Single<ChatCompletion>();

    [Fact]
    public void A_conversation_for_a_folder_that_is_not_there() =>
        Engine.Try("ofox x | Export-OfoxConversation $args[0]", Folder.File(Path.Combine("no", "such", "x.jsonl"))).Fails("OfoxFileError");

    [Theory]
    [InlineData("file:")]
    [InlineData("file://[bad")]
    [InlineData("file:///a%00b.png")]
    public void A_conversation_whose_image_has_no_address(string url)
    {
        string path = Folder.File("x.jsonl");
        File.WriteAllText(path, """
            {"schema":"ofox.conversation/1"}
            {"role":"user","content":[{"type":"image_url","image_url":{"url":"URL"}}]}
            """.Replace("URL", url, StringComparison.Ordinal));

        Engine.Try("Import-OfoxConversation $args[0] -ErrorAction Stop", path).Fails("OfoxInvalidArgument");
    }

    [Fact]
    public void A_recording_whose_request_is_no_object()
    {
        string tape = Folder.File("tape.json");
        File.WriteAllText(
            tape, """{"schemaVersion":1,"interactions":[{"request":{"method":"POST","body":5},"response":{"status":200,"body":{}}}]}""");

        Engine.Try("Use-OfoxCassette $args[0] -Mode Replay -MatchOn Model { ofox x }", tape).Fails("OfoxCassetteMiss");
    }
}
