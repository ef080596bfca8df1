using System.IO;
using System.Linq;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Batch;

/// <summary>Answers know which input they are of, on whatever machine they came about.</summary>
public sealed class RowsTests : EngineTest
{
    private const string Rows =
        "param($path) $rows = 1..12 | ForEach-Object { [pscustomobject]@{ Id = $_; Text = \"text $($_ % 5)\" } } ; $rows | ";

    [Fact]
    public void The_place_is_that_among_all_objects_of_the_pipeline()
    {
        EngineResult result = Engine.Run("'a', $null, 'b' | ofox -ErrorAction SilentlyContinue | ForEach-Object InputIndex");

        Assert.Equal([0L, 2L], result.All<long>());
        Assert.Null(Engine.Run("(ofox a).InputIndex").Output[0]);
        Assert.Equal(0L, Engine.Run("('a', 'b' | ofox -Together).InputIndex").Single<long>());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Unordered")]
    public void Parts_give_their_answers_with_the_places_in_the_whole_input(string order)
    {
        Ask("ofox -ThrottleLimit 4 -Checkpoint $path -Shard 1/2 -InputProperty Text" + order);
        Ask("ofox -ThrottleLimit 4 -Checkpoint $path -Shard 2/2 -InputProperty Text" + order);

        // Equal rows are told apart too.
        EngineResult result = Engine.Run(
            "param($path) Get-Item $path | Import-OfoxCheckpoint | ForEach-Object { \"$($_.InputIndex) $($_.Content)\" }",
                File("run*of2*"));

        Assert.Equal(
            Enumerable.Range(0, 12).Select(static place => $"{place} {{\"Text\":\"text {(place + 1) % 5}\"}}"), result.All<string>());
    }

    [Fact]
    public void The_input_comes_back_where_the_content_is_kept()
    {
        Ask("ofox -Checkpoint $path -CheckpointContent -Shard 1/1");
        Engine.Run("param($path) 'plain' | ofox -Checkpoint $path -CheckpointContent", File("text.jsonl")).Succeeded();
        Engine.Run("param($path) 'plain' | ofox -Checkpoint $path", File("bare.jsonl")).Succeeded();

        Assert.Equal(
            Enumerable.Range(1, 12),
            Engine.Run("param($path) Import-OfoxCheckpoint $path | ForEach-Object { [int] $_.InputObject.Id }", File("run.1of1.jsonl"))
            .All<int>());
        Assert.Equal("plain", Engine.Run("param($path) (Import-OfoxCheckpoint $path).InputObject", File("text.jsonl")).Single<string>());
        Assert.Null(Engine.Run("param($path) (Import-OfoxCheckpoint $path).InputObject", File("bare.jsonl")).Output[0]);
    }

    [Fact]
    public void A_failure_knows_its_input_too()
    {
        Engine.Run("param($path) 'a', 'b' | ofox -Checkpoint $path -CheckpointContent -Model fault/500 -MaximumRetryCount 0 "
            + "-ErrorAction SilentlyContinue", File("run.jsonl"));

        EngineResult result = Engine.Run(
            "param($path) Import-OfoxCheckpoint $path -Failed | ForEach-Object { \"$($_.InputIndex) $($_.InputObject) $($_.Index)\" }",
            File("run.jsonl"));

        Assert.Equal(["0 a 0", "1 b 1"], result.All<string>());
    }

    [NotOnWineFact("its file system finds nothing by a pattern with *. in it")]
    public void The_files_of_all_parts_are_replayed_in_place_and_what_is_missing_is_sent()
    {
        Ask("ofox -ThrottleLimit 4 -Checkpoint $path -Shard 1/3");
        Ask("ofox -ThrottleLimit 4 -Checkpoint $path -Shard 3/3");
        int sent = Engine.Requests.Count;
        string[] before = [.. Directory.GetFiles(Folder.Path).Select(System.IO.File.ReadAllText)];
        Assert.InRange(sent, 1, 11);

        string[] whole = Join("run.*.jsonl");

        Assert.Equal(12, Engine.Requests.Count);
        Assert.Equal(Enumerable.Range(1, 12).Select(static id => $"{id} {{\"Id\":{id},\"Text\":\"text {id % 5}\"}}"), whole);
        Assert.Equal(before, Directory.GetFiles(Folder.Path, "*of3.jsonl").Order().Select(System.IO.File.ReadAllText));

        // The rest is among the files of the next run, and of Import-OfoxCheckpoint.
        Assert.Equal(whole, Join("run.*.jsonl"));
        Assert.Equal(12, Engine.Requests.Count);
        Assert.Equal(
            Enumerable.Range(0, 12)
            .Select(static place => (long)place),
            Engine.Run("param($path) Import-OfoxCheckpoint $path | ForEach-Object InputIndex", File("run.*.jsonl")).All<long>());
    }

    [NotOnWineFact("its file system finds nothing by a pattern with *. in it")]
    public void Where_nothing_is_missing_no_file_is_made()
    {
        Ask("ofox -Checkpoint $path -Shard 1/1");

        Assert.Equal(12, Join("run.*.jsonl").Length);
        Assert.Equal([File("run.1of1.jsonl")], Directory.GetFiles(Folder.Path));
    }

    [NotOnWineFact("its file system finds nothing by a pattern with *. in it")]
    public void A_pattern_of_other_requests_or_of_nothing_is_refused_before_anything_is_sent()
    {
        Engine.Run("param($path) 'a' | ofox -Checkpoint $path -Model openai/gpt-4o-mini", File("run.1of1.jsonl")).Succeeded();
        int sent = Engine.Requests.Count;

        Engine.Try("param($path) 'a' | ofox -Checkpoint $path", File("run.*.jsonl")).Fails("OfoxCheckpointMismatch");
        Engine.Try("param($path) 'a' | ofox -Checkpoint $path", File("nothing.*.jsonl")).Fails("OfoxFileError");
        Engine.Try("param($path) 'a' | ofox -Checkpoint $path -Shard 1/2", File("run.*.jsonl")).Fails("OfoxInvalidArgument");

        Assert.Equal(sent, Engine.Requests.Count);
        Assert.Equal([File("run.1of1.jsonl")], Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public void Records_of_an_earlier_version_keep_their_order_and_have_no_place()
    {
        Ask("ofox -Checkpoint $path");
        string file = File("run.jsonl");
        System.IO.File.WriteAllLines(file, System.IO.File.ReadAllLines(file).Select(static line =>
            System.Text.RegularExpressions.Regex.Replace(line, "\"inputIndex\":[0-9]+,", string.Empty)));

        EngineResult result =
            Engine.Run("param($path) Import-OfoxCheckpoint $path | ForEach-Object { \"$($_.InputIndex)|$($_.Content)\" }", file);

        Assert.Equal(Enumerable.Range(1, 12).Select(static id => $"|{{\"Id\":{id},\"Text\":\"text {id % 5}\"}}"), result.All<string>());

        // In a run the place is that of the input as it is given now.
        Assert.Equal(
            Enumerable.Range(0, 12)
            .Select(static place => (long)place), Engine.Run(Rows + "ofox -Checkpoint $path | ForEach-Object InputIndex", file)
            .All<long>());
        Assert.Equal(12, Engine.Requests.Count);
    }

    private void Ask(string command) => Engine.Run(Rows + command, File("run.jsonl")).Succeeded();

    private string[] Join(string pattern) =>
        [.. Engine.Run(
            Rows + "ofox -ThrottleLimit 4 -Checkpoint $path | ForEach-Object { \"$($_.InputObject.Id) $($_.Content)\" }", File(pattern))
            .All<string>()];

    private string File(string name) => Path.Combine(Folder.Path, name);
}
