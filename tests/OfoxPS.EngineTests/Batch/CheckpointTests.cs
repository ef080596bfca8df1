using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>A run that goes on where it was ended.</summary>
public sealed class CheckpointTests : EngineTest
{
    private string Path => System.IO.Path.Combine(Folder.Path, "run.jsonl");
    [Fact]
    public void What_is_done_is_not_asked_again_and_comes_back_the_same()
    {
        string[] first = Contents("1..20 | ofox -ThrottleLimit 4 -Checkpoint $path -ReportVariable r");
        int requests = Engine.Requests.Count;

        string[] second = Contents("1..20 | ofox -ThrottleLimit 4 -Checkpoint $path -ReportVariable global:r");

        Assert.Equal(first, second);
        Assert.Equal((20, 20), (requests, Engine.Requests.Count));
        OfoxBatchReport report = Report();
        Assert.Equal((20, 0, 20, 0, 0), (report.Total, report.Succeeded, report.Replayed, report.Unused, report.Attempts));
        Assert.Equal(21, File.ReadAllLines(Path).Length);
    }

    [Fact]
    public void Typed_answers_and_properties_come_back_as_objects()
    {
        const string Script =
            """1..6 | ForEach-Object { [pscustomobject]@{ Id = "say: {""n"": $_}" } } | ofox -InputProperty Id -InputAs Text -As @{ n = """
                + """[int] } -ThrottleLimit 3 -Checkpoint $path""";
        string run = "param($path) "
            + Script.Replace("[pscustomobject]@{ Id = \"say: {\"\"n\"\": $_}\" }", "\"say: {\"\"n\"\": $_}\"", StringComparison.Ordinal)
            .Replace("-InputProperty Id -InputAs Text ", string.Empty, StringComparison.Ordinal);

        Assert.Equal(Enumerable.Range(1, 6), Engine.Run(run + " | ForEach-Object n", Path).All<int>());
        int requests = Engine.Requests.Count;
        Assert.Equal(Enumerable.Range(1, 6), Engine.Run(run + " | ForEach-Object n", Path).All<int>());

        Assert.Equal(requests, Engine.Requests.Count);
    }

    [Fact]
    public void Inputs_may_come_go_move_and_be_there_twice()
    {
        Contents("'a', 'b', 'c', 'b' | ofox -Checkpoint $path -ThrottleLimit 2");

        EngineResult result = Engine.Run(
            "param($path) 'new', 'b', 'a', 'b', 'b' | ofox -Checkpoint $path -ThrottleLimit 2 -ReportVariable global:r | ForEach-Object "
            + "Content", Path);

        Assert.Equal(["new", "b", "a", "b", "b"], result.All<string>());
        OfoxBatchReport report = Report();

        // One of the three b and what is new were asked; c was not given.
        Assert.Equal((2, 3, 1), (report.Succeeded, report.Replayed, report.Unused));
        Assert.Contains(
            result.Warnings, static warning => warning.Contains("1 record of the checkpoint was not used", StringComparison.Ordinal));
        Assert.Equal(6, Engine.Requests.Count);
    }

    [Fact]
    public void Failures_are_tried_again_unless_they_are_to_be_kept()
    {
        const string Script =
            "param($path, $key) 'a', 'b' | ofox -Checkpoint $path -MaximumRetryCount 0 -Model \"fault/500?times=2&case=$key\" "
                + "-ErrorAction SilentlyContinue -ErrorVariable global:e";
        Engine.Run(Script, Path, Engine.Key);
        string first = Engine.Run("$e[0].ToString()").Output[0].ToString();

        Engine.Run(Script + " -KeepFailure", Path, Engine.Key);
        Assert.Equal(2, Engine.Requests.Count);
        Assert.Equal(first, Engine.Run("$e[0].ToString()").Output[0].ToString());

        Assert.Equal(2, Engine.Run(Script, Path, Engine.Key).All<ChatCompletion>().Count);
        Assert.Equal(4, Engine.Requests.Count);
    }

    [Fact]
    public void WhatIf_makes_no_file()
    {
        Engine.Run("param($path) 1..2 | ofox -Checkpoint $path -WhatIf", Path).Succeeded();

        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("1000")]
    [InlineData("not-needed")]
    public void A_word_in_the_place_of_a_key_changes_no_answer(string key)
    {
        string text = $"there is {key} of it, {key}theless";
        const string Ask = "'a' | ofox x -ApiKey $key -Checkpoint $path";

        Assert.Equal(
            text, Engine.Run($"param($path, $text, $key) Use-OfoxTestResponse $text {{ {Ask} }}", Path, text, key)
            .Single<ChatCompletion>().Content);
        Assert.Equal(text, Engine.Run("param($path, $key) " + Ask, Path, key).Single<ChatCompletion>().Content);
        Assert.Equal(text, Engine.Run("param($path) Import-OfoxCheckpoint $path", Path).Single<ChatCompletion>().Content);
    }

    [Fact]
    public async Task What_is_on_its_way_lands_when_all_is_stopped()
    {
        RunningScript running = Engine.Start(
            """param($path) 1..4 | ForEach-Object { "n$_`nwait: 700" } | ofox -ThrottleLimit 4 -Checkpoint $path -ReportVariable """
            + """global:r""", Path);
        await Engine.WaitForAsync(_ => Engine.Requests.Count == 4);

        await running.StopAsync();

        Assert.Equal(4, File.ReadAllLines(Path).Count(static line => line.Contains("\"succeeded\"", StringComparison.Ordinal)));
        Assert.Equal((4, 0), (Report().Succeeded, Report().Interrupted));
        Assert.Contains("the same command goes on from there", Engine.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_takes_too_long_to_land_is_noted_as_interrupted_and_asked_again()
    {
        const string Script =
            """param($path, $wait) 1..3 | ForEach-Object { "n$_`nwait: 60000" } | ofox -ThrottleLimit 4 -Checkpoint $path """
                + """-ReportVariable global:r""";
        RunningScript running = Engine.Start(Script, Path);
        await Engine.WaitForAsync(_ => Engine.Requests.Count == 3);

        await running.StopAsync();

        Assert.Equal(3, File.ReadAllLines(Path).Count(static line => line.Contains("\"interrupted\"", StringComparison.Ordinal)));
        Assert.Equal(3, Report().Interrupted);
        foreach (int number in Engine.Requests.Select(static entry => entry.Number))
        {
            Assert.True((await Engine.Gateway.Requests.EndedAsync(number)).ClientHungUp);
        }
    }

    [Fact]
    public void An_end_by_too_many_failures_says_how_to_go_on()
    {
        ErrorRecord error = Engine.Try(
            """param($path) 1..30 | ForEach-Object { "n$_`nfault: 400" } | ofox -Checkpoint $path -MaxFailure 2 -ErrorAction """
            + """SilentlyContinue""", Path).Fails("OfoxTooManyFailures");

        Assert.Contains("the same command goes on from there", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_machines_do_all_and_nothing_twice()
    {
        string[] one = Contents("1..40 | ofox -ThrottleLimit 4 -Checkpoint $path -Shard 1/2");
        string[] two = Contents("1..40 | ofox -ThrottleLimit 4 -Checkpoint $path -Shard 2/2");

        Assert.Equal(Enumerable.Range(1, 40), one.Concat(two).Select(int.Parse).Order());
        Assert.True(one.Length > 5 && two.Length > 5);
        Assert.Equal(40, Engine.Requests.Count);
        Assert.Equal(
            ["run.1of2.jsonl", "run.2of2.jsonl"], Directory.GetFiles(Folder.Path, "*.jsonl").Select(System.IO.Path.GetFileName)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Calls_of_tools_come_back()
    {
        const string Script = """
            param($path)
            function Get-Square { param([int] $Number) $Number * $Number }
            'call Get-Square({"Number": 7})' | ofox -Tool Get-Square -Checkpoint $path
            """;
        ChatCompletion first = Engine.Run(Script, Path).Single<ChatCompletion>();
        int requests = Engine.Requests.Count;

        ChatCompletion second = Engine.Run(Script, Path).Single<ChatCompletion>();

        Assert.Equal(requests, Engine.Requests.Count);
        Assert.NotEmpty(first.ToolInvocations);
        Assert.Equal(
            first.ToolInvocations.Select(static call => $"{call} {call.Result}"),
            second.ToolInvocations.Select(static call => $"{call} {call.Result}"));
        Assert.Equal(
            first.Conversation.Select(static message => $"{message.Role} {message} {message.ToolCallId} {message.ToolCalls.Length}"),
            second.Conversation.Select(static message => $"{message.Role} {message} {message.ToolCallId} {message.ToolCalls.Length}"));
        Assert.Equal(
            (first.Usage!.TotalTokens, first.Attempts, first.Duration), (second.Usage!.TotalTokens, second.Attempts, second.Duration));
    }

    private string[] Contents(string script) =>
        [.. Engine.Run($"param($path, $key) {script} | ForEach-Object Content", Path, Engine.Key).All<string>()];

    private OfoxBatchReport Report() => (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
}
