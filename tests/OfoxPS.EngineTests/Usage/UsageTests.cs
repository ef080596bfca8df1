using System;
using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Usage;

/// <summary>The log, its sums, and whether a request would be answered.</summary>
public sealed class UsageTests : EngineTest
{
    [Fact]
    public void A_request_is_a_line_of_the_log_and_its_sums_add_up()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("log.jsonl");

        Engine.Run("param($log) Set-OfoxConfiguration -LogPath $log; ofox 'one two'; ofox hi -Model openai/gpt-4o-mini; 'x' | ofox -Model fault/400 -ErrorAction SilentlyContinue", log).Succeeded();

        Assert.Equal(3, File.ReadAllLines(log).Length);
        Assert.Equal([1, 1, 1], Engine.Run("param($log) Get-OfoxUsage $log | ForEach-Object { [int] $_.Requests }", log).All<int>());
    }

    [Fact]
    public void Sums_are_a_table_by_what_they_have_in_common()
    {
        using TemporaryFolder folder = new();

        string shown = Engine.Show("param($log) Set-OfoxConfiguration -LogPath $log; $null = ofox 'one two'; Get-OfoxUsage $log -GroupBy Model, Script", folder.File("log.jsonl"));

        Assert.Contains("openai/gpt-4o · (no script)", shown, StringComparison.Ordinal);
        Assert.Contains("1 unknown", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_holds_neither_the_key_nor_what_was_said()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("log.jsonl");

        Engine.Run("param($log) Set-OfoxConfiguration -LogPath $log; ofox 'private words'", log).Succeeded();

        Assert.DoesNotContain("private words", File.ReadAllText(log), StringComparison.Ordinal);
        Assert.DoesNotContain(Engine.Key, File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_names_files_of_a_pipeline_and_says_nothing_of_its_texts_and_objects()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("log.jsonl");
        File.WriteAllText(folder.File("notes.txt"), "secret notes");

        Engine.Run(
            "param($log, $file) Set-OfoxConfiguration -LogPath $log; 'private words', [pscustomobject]@{ a = 'private words' }, [IO.FileInfo] $file | ofox 'Hello'",
            log,
            folder.File("notes.txt")).Succeeded();

        string text = File.ReadAllText(log);
        Assert.DoesNotContain("private words", text, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(log), static line => line.Contains("\"input\":\"notes.txt\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Content_is_logged_where_that_was_asked_for()
    {
        using TemporaryFolder folder = new();
        string log = folder.File("log.jsonl");

        Engine.Run("param($log) Set-OfoxConfiguration -LogPath $log -LogContent; ofox 'public words'", log).Succeeded();

        Assert.Contains("public words", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_written_costs_a_warning_and_no_answer()
    {
        using TemporaryFolder folder = new();

        EngineResult result = Engine.Run("param($log) Set-OfoxConfiguration -LogPath $log; ofox hi; ofox hi", folder.Path);

        Assert.Equal(2, result.Output.Count(static item => item.BaseObject is ChatCompletion));
    }

    [Fact]
    public void Each_step_of_a_connection_that_works_passes()
    {
        var steps = Engine.Run("Test-OfoxConnection").Succeeded().Output;

        Assert.True(steps.Count > 2);
        Assert.All(steps, static step => Assert.DoesNotContain("Failed", $"{step.Properties["Result"]?.Value}", StringComparison.Ordinal));
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
        string header = Engine.Show("$null = ofox 'one two'; Get-OfoxUsage -CurrentProcess").ReplaceLineEndings("\n").Split('\n').First(static line => line.Contains("Requests", StringComparison.Ordinal));

        string[] columns = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, columns.Length);
        Assert.All(columns, static column => Assert.NotNull(typeof(OfoxUsage).GetProperty(column)));
        OfoxUsage usage = new() { Day = new DateTime(2026, 1, 2), Model = "a/b", Script = "", PromptTokens = 1, CachedTokens = 2, CompletionTokens = 3 };
        Assert.Equal(("2026-01-02 · a/b · (no script)", 1, 2, 3), (usage.Group, usage.In, usage.Cached, usage.Out));
    }

    [Theory]
    [InlineData("Test-OfoxConnection -Quiet", true)]
    [InlineData("Test-OfoxConnection -Quiet -ApiKey wrong", false)]
    [InlineData("Test-OfoxConnection -Quiet -Model no/such", false)]
    [InlineData("Test-OfoxConnection -Quiet -BaseUri http://127.0.0.1:1/v1", false)]
    public void A_quiet_test_says_yes_or_no(string script, bool works) =>
        Assert.Equal(works, Engine.Run(script).Single<bool>());

    [Theory]
    [InlineData("Curl")]
    [InlineData("InvokeRestMethod")]
    [InlineData("Json")]
    public void A_request_as_text_holds_no_key(string form)
    {
        string text = string.Join('\n', Engine.Run($"ConvertTo-OfoxRequest 'hello there' -OutputAs {form}").Succeeded().Output);

        Assert.Contains("hello there", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Engine.Key, text, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_request_that_is_only_shown_is_the_one_that_is_sent()
    {
        string body = Engine.Run("(ConvertTo-OfoxRequest hi -Temperature 0.3 -System s -OutputAs Json)").Single<string>();
        Engine.Run("ofox hi -Temperature 0.3 -System s").Succeeded();

        Assert.Equal(
            System.Text.Json.Nodes.JsonNode.Parse(Engine.Sent.Entry.Body!)!.ToJsonString(),
            System.Text.Json.Nodes.JsonNode.Parse(body)!.ToJsonString());
    }

    [Fact]
    public void A_schema_is_what_the_form_would_be_asked_for_as()
    {
        var properties = (System.Collections.IDictionary)Engine.Run("(ConvertTo-OfoxSchema @{ city = [string]; people = [int] }).properties").Single<object>();

        Assert.Equal(["city", "people"], properties.Keys.Cast<string>());
    }
}
