using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>What checkpoints hold, without a network.</summary>
public sealed class ImportCheckpointTests : EngineTest
{
    [NotOnWineFact("its file system finds nothing by a pattern with *. in it")]
    public void The_parts_of_two_machines_become_one_in_the_order_of_the_input()
    {
        string file = File("run.jsonl");
        Engine.Run("param($path) foreach ($part in '1/2', '2/2') { 1..30 | ofox -ThrottleLimit 4 -Checkpoint $path -Shard $part }", file)
            .Succeeded();
        int requests = Engine.Requests.Count;

        EngineResult result = Engine.Run("param($path) Import-OfoxCheckpoint $path | ForEach-Object Content", File("run.*.jsonl"));

        Assert.Equal(Enumerable.Range(1, 30), result.All<string>().Select(int.Parse).Order());
        Assert.Equal((30, 30), (requests, Engine.Requests.Count));
    }

    [Fact]
    public void The_newest_counts_and_an_answer_more_than_a_failure()
    {
        string one = File("one.jsonl"), two = File("two.jsonl");
        Engine.Run("param($path, $key) 'a', 'b' | ofox -Checkpoint $path -MaximumRetryCount 0 -Model \"fault/500?times=1&case=$key\" "
            + "-ErrorAction SilentlyContinue", one, Engine.Key);
        Engine.Run("param($path, $key) 'a', 'b' | ofox -Checkpoint $path -MaximumRetryCount 0 -Model \"fault/500?times=1&case=$key\"", two,
            Engine.Key).Succeeded();

        Assert.Equal(["a", "b"], Engine.Run("param($a, $b) Import-OfoxCheckpoint $a, $b | ForEach-Object Content", one, two).All<string>());
        Assert.Empty(Engine.Run("param($a, $b) Import-OfoxCheckpoint $a, $b -Failed", one, two).All<PSObject>());
        PSObject failed = Engine.Run("param($a) Import-OfoxCheckpoint $a -Failed", one).Single<PSObject>();
        Assert.Equal((500, 0L), (((OfoxException)failed.BaseObject).StatusCode, failed.Properties["Index"].Value));
    }

    [Fact]
    public void Answers_are_read_as_objects()
    {
        string file = File("typed.jsonl");
        Engine.Run("param($path) 1..3 | ForEach-Object { \"say: {\"\"n\"\": $_}\" } | ofox -As @{ n = [int] } -Checkpoint $path", file)
            .Succeeded();

        Assert.Equal(
            [1, 2, 3], Engine.Run("param($path) Import-OfoxCheckpoint $path -As @{ n = [int] } | ForEach-Object n", file).All<int>());
        Assert.Equal(
            "OfoxSchemaMismatch",
            Engine.Run("param($path) Import-OfoxCheckpoint $path -As @{ other = [int] }", file).Errors[0].FullyQualifiedErrorId.Split(
            ',')[0]);
    }

    [Fact]
    public void The_question_is_there_where_it_was_kept()
    {
        string file = File("content.jsonl");
        Engine.Run("param($path) 'why?' | ofox -System 'be brief' -Checkpoint $path -CheckpointContent", file).Succeeded();

        ChatCompletion answer = Engine.Run("param($path) Import-OfoxCheckpoint $path", file).Single<ChatCompletion>();

        Assert.Equal(["system", "user", "assistant"], answer.Conversation.Select(static message => message.Role));
        Assert.Equal("why?", answer.Conversation[1].Content);
    }

    [Fact]
    public void A_line_that_is_not_whole_is_passed_over_and_a_damaged_one_is_an_error()
    {
        string file = File("torn.jsonl");
        Engine.Run("param($path) 'a', 'b' | ofox -Checkpoint $path", file).Succeeded();
        byte[] whole = System.IO.File.ReadAllBytes(file);
        System.IO.File.WriteAllBytes(file, whole[..^10]);

        EngineResult result = Engine.Run("param($path) Import-OfoxCheckpoint $path | ForEach-Object Content", file);
        Assert.Equal("a", result.Single<string>());
        Assert.Contains("not whole", Assert.Single(result.Warnings), StringComparison.Ordinal);

        string[] lines = System.IO.File.ReadAllLines(file);
        System.IO.File.WriteAllText(file, $"{lines[0]}\nnonsense\n{lines[1]}\n");
        Assert.Contains(
            "Line 2", Engine.Run("param($path) Import-OfoxCheckpoint $path", file).Error("OfoxCheckpointMismatch")
            .ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.jsonl", "OfoxFileError")]
    [InlineData("nothing*.jsonl", "OfoxFileError")]
    public void A_file_that_is_not_there_is_an_error(string name, string id)
    {
        EngineResult result = Engine.Run("param($path) Import-OfoxCheckpoint $path", File(name));

        if (name.Contains('*', StringComparison.Ordinal))
        {
            Assert.Empty(result.Output);
        }
        else
        {
            result.Error(id);
        }
    }

    private string File(string name) => Path.Combine(Folder.Path, name);
}
