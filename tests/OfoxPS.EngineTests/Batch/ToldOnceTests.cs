using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>What is worth knowing of many answers is counted, and told in one line.</summary>
public sealed class ToldOnceTests : EngineTest
{
    [Theory]
    [InlineData("")]
    [InlineData("-ThrottleLimit 3")]
    public void Cut_answers_are_counted_and_told_once(string with)
    {
        EngineResult result = Engine.Run($"'one', 'two', 'three' | ofox 'A long story' -MaxTokens 2 -ReportVariable global:r {with}");

        Assert.Equal(
            "Of the answers 3 were cut off at the token limit (the first about 'one'); -MaxTokens allows more.",
            Assert.Single(result.Warnings));
        Assert.Equal(3, Report().Cut);
    }

    [Fact]
    public void One_of_many_names_its_input()
    {
        EngineResult result = Engine.Run("'say: ', 'b' | ofox 'q' -ReportVariable global:r");

        Assert.Equal("Of the answers 1 is empty (about 'say:').", Assert.Single(result.Warnings));
        Assert.Equal((1, 0, 0), (Report().Empty, Report().Cut, Report().Refused));
    }

    [Fact]
    public void Refusals_and_repairs_are_in_the_same_line()
    {
        EngineResult refused = Engine.Run(
            "[pscustomobject]@{ Id = 1 }, [pscustomobject]@{ Id = 2 } | ofox hi -Model 'openai/gpt-4o?refuse=true' -ReportVariable "
            + "global:r");
        Assert.StartsWith("Of the answers 2 are refusals (the first about ", Assert.Single(refused.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, Report().Refused);

        EngineResult repaired = Engine.Run(
            "'a', 'b' | ofox \"say: no`nsay: {\"\"n\"\": 1}\" -As @{ n = [int] } -SchemaMode JsonObject -ReportVariable global:r");
        Assert.Equal(
            "Of the answers 2 did not have the form of -As at first and were repaired (the first about 'a').",
            Assert.Single(repaired.Warnings));
        Assert.Equal((2, 2), (Report().Repaired, Report().Succeeded));
    }

    [Fact]
    public void An_answer_to_arguments_is_warned_of_at_once_and_good_answers_are_not()
    {
        Assert.StartsWith(
            "The answer was cut", Assert.Single(Engine.Run("ofox 'A long story' -MaxTokens 2").Warnings), StringComparison.Ordinal);
        Assert.Empty(Engine.Run("'a', 'b' | ofox hi").Warnings);
    }

    [Fact]
    public void The_same_words_about_many_inputs_are_told_once()
    {
        EngineResult result = Engine.Run("1..3 | ForEach-Object { @{ a = @{ b = @{ c = @{ d = @{ e = @{ f = $_ } } } } } } } | ofox hi");

        Assert.Contains("levels", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(3, Engine.Requests.Count);
    }

    [Fact]
    public void A_pipeline_that_ends_early_tells_its_host()
    {
        EngineResult result = Engine.Run("'one', 'two' | ofox 'A long story' -MaxTokens 2 | Select-Object -First 1");

        Assert.Contains("Of the answers 1 was cut", result.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_names_an_input_by_its_place_where_it_is_no_file()
    {
        string log = Path.Combine(Folder.Path, "log.jsonl"), file = Path.Combine(Folder.Path, "a.txt");
        File.WriteAllText(file, "text");
        Engine.Run("param($log, $file) Set-OfoxConfiguration -LogPath $log; 'secret words', (Get-Item $file) | ofox hi; ofox hi", log, file)
            .Succeeded();

        string[] inputs = [.. File.ReadAllLines(log)
            .Select(static line => System.Text.Json.Nodes.JsonNode.Parse(line)!["input"]?.ToString() ?? "none")];
        Assert.Equal(["0", "a.txt", "none"], inputs);
    }

    [Theory]
    [InlineData("1..30", "/30")]
    [InlineData("30..1", "/30")]
    [InlineData("@(1..10; 1..10)", "/20")]
    [InlineData("('a', 'b', 'c')", "/3")]
    [InlineData("'a', 'b', 'c'", "/3")]
    [InlineData("(Get-ChildItem $folder)", "/4")]
    [InlineData("(Get-ChildItem $folder).Where{ $_.Name -ne 'a.txt' }", "/3")]
    [InlineData("([System.Collections.Generic.List[int]](1..7))", "/7")]
    [InlineData("$folder.Where{ $false } + 1..5", "/5")]
    [InlineData("Import-Csv $folder/rows.csv", "/2")]
    [InlineData("Get-ChildItem $folder -Filter *.txt", "/3")]
    [InlineData("gci $folder/*.txt", "/3")]
    [InlineData("Get-Content $folder/rows.csv", "/3")]
    public void Progress_knows_the_total(string from, string total) =>
        Assert.Contains(ProgressOf(from), text => text.Split(' ')[0].EndsWith(total, StringComparison.Ordinal));

    [Theory]
    [InlineData("& { 1..5 }")]
    [InlineData("1..5 | ForEach-Object { $_ }")]
    [InlineData("Get-ChildItem $folder | Where-Object Name -ne 'a.txt'")]
    [InlineData("Import-Csv $folder/rows.csv -OutVariable kept")]
    public void Where_nobody_knows_it_says_how_many_are_done(string from) =>
        Assert.All(ProgressOf(from).Where(static text => text != "Done"),
            static text => Assert.Contains(" done", text, StringComparison.Ordinal));

    [Fact]
    public void One_at_a_time_has_the_total_too() =>
        Assert.Contains(
            Engine.Run("1..3 | ofox hi").Progress, static record => record is { StatusDescription: "2 of 3: 2", PercentComplete: 33 });

    [Fact]
    public void WhatIf_ends_with_the_sum()
    {
        string path = Path.Combine(Folder.Path, "run.jsonl");
        Engine.Run("param($path) 'a', 'b' | ofox hi -Checkpoint $path", path).Succeeded();
        int sent = Engine.Requests.Count;

        EngineResult result = Engine.Run("param($path) 'a', 'b', 'c', 'd', 'e' | ofox hi -Checkpoint $path -WhatIf", path);

        Assert.Empty(result.Output);
        Assert.Contains("What if: In all: 3 requests (estimate: ", result.HostText, StringComparison.Ordinal);
        Assert.Contains("2 answered in the checkpoint already.", result.HostText, StringComparison.Ordinal);
        Assert.Equal(sent, Engine.Requests.Count);
        Assert.DoesNotContain("In all", Engine.Run("ofox hi -WhatIf; 'a' | ofox hi -WhatIf").HostText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Checkpoint $path -Shard 1/2")]
    [InlineData("-Checkpoint ($path -replace 'run.jsonl$', 'run*l')")]
    public void WhatIf_reads_the_checkpoints_of_parts_and_writes_none(string with)
    {
        string path = Path.Combine(Folder.Path, "run.jsonl");
        Engine.Run("param($path) 1..20 | ofox hi -Checkpoint $path -Shard 1/2", path).Succeeded();
        int sent = Engine.Requests.Count;
        string[] files = Directory.GetFiles(Folder.Path);
        Assert.InRange(sent, 1, 19);

        EngineResult result = Engine.Run($"param($path) 1..20 | ofox hi {with} -WhatIf", path).Succeeded();

        Assert.Contains($"{sent} answered in the checkpoint already", result.HostText, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(files, Directory.GetFiles(Folder.Path));
        Assert.Equal(sent, Engine.Requests.Count);
    }

    private string[] ProgressOf(string from)
    {
        foreach (string name in new[] { "a.txt", "b.txt", "c.txt" })
        {
            File.WriteAllText(Path.Combine(Folder.Path, name), "text");
        }

        File.WriteAllText(Path.Combine(Folder.Path, "rows.csv"), "Id\n1\n2\n");
        return [.. Engine.Run(
            $"param($folder) {from} | ofox hi -ThrottleLimit 2 -WarningAction SilentlyContinue", Folder.Path).Progress.Select(
            static record => record.StatusDescription)];
    }

    private OfoxBatchReport Report() => (OfoxBatchReport)Engine.Run("$r").Output[0].BaseObject;
}
