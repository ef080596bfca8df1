using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Usage;

/// <summary>The log, its sums, and whether a request would be answered.</summary>
public sealed class UsageTests : EngineTest
{
    [Fact]
    public void A_log_names_files_of_a_pipeline_and_says_nothing_of_its_texts_and_objects()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("log.jsonl");
        File.WriteAllText(folder.File("notes.txt"), "secret notes");

        Engine.Run(
            "param($log, $file) Set-OfoxConfiguration -LogPath $log; 'private words', [pscustomobject]@{ a = 'private words' }, "
                + "[IO.FileInfo] $file | ofox 'Hello'",
            log,
            folder.File("notes.txt")).Succeeded();

        string text = File.ReadAllText(log);
        Assert.DoesNotContain("private words", text, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(log), static line => line.Contains("\"input\":\"notes.txt\"", StringComparison.Ordinal));
    }

    [Fact]
    public void All_requests_are_one_sum_where_nothing_is_apart()
    {
        using TemporaryFolder folder = new();
        OfoxUsage sum = Engine.Run(
            "param($log) Set-OfoxConfiguration -LogPath $log; $null = ofox a; $null = ofox b -Model anthropic/claude-sonnet-4.5; "
                + "Get-OfoxUsage -GroupBy None",
            folder.File("log.jsonl")).Single<OfoxUsage>();

        Assert.Equal((2L, "(all)", (string?)null), (sum.Requests, sum.Group, sum.Model));
    }

    [Fact]
    public void A_name_of_a_model_that_has_no_end_fills_no_log()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("log.jsonl");
        string[] script =
        [
            "param($log) Set-OfoxConfiguration -LogPath $log",
            "$null = ofox hi -BaseUri $args[0] -MaximumRetryCount 0",
        ];
        using LongNames server = new();

        Engine.Run(string.Join("; ", script).Replace("$args[0]", $"'{server.Address}'", StringComparison.Ordinal), log).Succeeded();

        Assert.InRange(new FileInfo(log).Length, 200, 2_000);
    }

    [Fact]
    public void Every_column_of_the_sums_is_a_property_to_sort_by()
    {
        string header = Engine.Show("$null = ofox 'one two'; Get-OfoxUsage -CurrentProcess").ReplaceLineEndings("\n").Split('\n')
            .First(static line => line.Contains("Requests", StringComparison.Ordinal));

        string[] columns = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, columns.Length);
        Assert.All(columns, static column => Assert.NotNull(typeof(OfoxUsage).GetProperty(column)));
        OfoxUsage usage = new()
        {
            Day = new DateTime(2026, 1, 2),
            Model = "a/b",
            Script = "",
            PromptTokens = 1,
            CachedTokens = 2,
            CompletionTokens = 3
        };
        Assert.Equal(("2026-01-02 · a/b · (no script)", 1, 2, 3), (usage.Group, usage.In, usage.Cached, usage.Out));
    }
}
