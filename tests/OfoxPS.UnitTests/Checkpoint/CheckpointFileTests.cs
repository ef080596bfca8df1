using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Core.Checkpoint;
using OfoxPS.UnitTests.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>What a checkpoint keeps, and how it is opened again after whatever happened to it.</summary>
public sealed class CheckpointFileTests : CheckpointTestBase
{
    [Fact]
    public void What_was_written_is_found_again()
    {
        Write(Record("a", 1), Record("a", 2), Record("b", 1));

        using CheckpointFile file = Open();

        Assert.Equal((3, null), (file.Unused, file.Warning));
        Assert.Equal("answer a2", Read(file, "a", 2)!.Completion!.Content);
        Assert.Equal("answer b1", Read(file, "b", 1)!.Completion!.Content);
        Assert.Null(Read(file, "c", 1));
        Assert.Equal(1, file.Unused);
    }

    [Fact]
    public void Equal_requests_are_told_apart_by_their_order()
    {
        using CheckpointFile file = Open();

        Assert.Equal([1, 2, 3], new[] { 1, 2, 3 }.Select(_ => file.NextKey(Hash("x")).Occurrence));
        Assert.Equal(1, file.NextKey(Hash("y")).Occurrence);
    }

    [Fact]
    public void Each_line_is_one_of_the_output_of_a_batch()
    {
        Write(Record("a", 1), Failed("b"));
        string[] lines = File.ReadAllLines(Path);

        JsonNode answer = JsonNode.Parse(lines[1])!, failure = JsonNode.Parse(lines[2])!;

        Assert.Equal(3, lines.Length);
        Assert.Equal(
            (200, "answer a1"),
            ((int)answer["response"]!["status_code"]!, (string?)answer["response"]!["body"]!["choices"]![0]!["message"]!["content"]));
        Assert.Null(answer["error"]);
        Assert.NotNull((string?)answer["custom_id"]);
        Assert.Equal((503, "OfoxServerError"), ((int)failure["response"]!["status_code"]!, (string?)failure["error"]!["code"]));
        Assert.Equal("b is busy", (string?)failure["response"]!["body"]!["error"]!["message"]);
    }

    [Fact]
    public void It_is_for_this_user_alone_and_nothing_is_beside_it()
    {
        using CheckpointFile file = Open();

        Unix.AssertPrivate(Path);
        Assert.Equal([Path], Directory.GetFiles(FolderPath));
    }

    [NotOnWindowsFact("nobody else can write a file that is open for one writer")]
    public void What_somebody_else_does_to_it_ends_the_run_and_what_was_read_is_there()
    {
        Write(Record("a", 1));
        using CheckpointFile file = Open();
        File.AppendAllText(Path, "more");

        OfoxException added = Assert.Throws<OfoxException>(() => file.Append(Record("b", 1)));
        OfoxException asked = Assert.Throws<OfoxException>(() => file.NextKey(Hash("c")));

        Assert.All([added, asked],
            static failure =>
            Assert.Equal((OfoxErrorKind.OfoxFileError, true, FailureScope.Run), (failure.Kind, failure.IsWrite, failure.Scope)));
        Assert.Equal("answer a1", Read(file, "a", 1)!.Completion!.Content);
    }

    [Fact]
    public void There_is_one_writer()
    {
        CheckpointFile earlier = Open();
        earlier.Dispose();
        earlier.Dispose();
        using CheckpointFile first = Open();

        OfoxException failure = Assert.Throws<OfoxException>(Open);

        Assert.Equal(OfoxErrorKind.OfoxFileError, failure.Kind);
        Assert.Contains("another run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readers_may_look_while_it_is_written()
    {
        using CheckpointFile file = Open();
        file.Append(Record("a", 1));

        using FileStream reader = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader text = new(reader);
        Assert.Equal(2, text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Other_settings_are_refused_by_name()
    {
        Write(Record("a", 1));
        CheckpointManifest other = ManifestOf(
            Ask.Plain with { Model = "other/model", Temperature = 0.5 }, "https://elsewhere.test/v1/chat/completions",
            "{\"type\":\"string\"}");

        OfoxException failure = Assert.Throws<OfoxException>(
            () => CheckpointFile.Open(Path, [], other, static text => text, isPreview: false));

        Assert.Equal(OfoxErrorKind.OfoxCheckpointMismatch, failure.Kind);
        foreach (string name in new[] { "model is other/model, and was asked/model", "temperature is 0.5, and was not set", "address",
            "-As" })
        {
            Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_way_of_sending_and_the_prompt_are_no_settings() =>
        Assert.Empty(Manifest.Differences(ManifestOf(Ask.Streamed with { Messages = [new ChatMessage("user", "something else")] })));

    [Fact]
    public void A_failure_comes_back_as_it_was()
    {
        OfoxException failure = new OfoxException(OfoxErrorKind.OfoxSchemaMismatch, "It does not fit")
        {
            StatusCode = 429,
            Type = "t",
            Code = "c",
            RequestId = "r",
            Attempts = 3,
            RetryAfter = TimeSpan.FromSeconds(2),
            SchemaErrors = ["$.a: is no number"],
        }.WithWords("Wait");
        Write(Record("a", 1) with { State = RecordState.Failed, Completion = null, Failure = failure });

        using CheckpointFile file = Open();
        OfoxException back = Read(file, "a", 1)!.Failure!;

        Assert.Equal(
            (failure.Kind, failure.Message, failure.StatusCode, failure.Type, failure.Code),
            (back.Kind, back.Message, back.StatusCode, back.Type, back.Code));
        Assert.Equal((failure.RequestId, failure.Attempts, failure.RetryAfter), (back.RequestId, back.Attempts, back.RetryAfter));
        Assert.Equal(failure.SchemaErrors, back.SchemaErrors);
    }

    [Fact]
    public void An_answer_counts_more_than_a_failure_and_the_newest_more_than_an_older()
    {
        Write(Failed("a"), Record("a", 1), Record("b", 1), Failed("b"), Failed("c"),
            Record("c", 1) with { State = RecordState.Interrupted, Completion = null });

        using CheckpointFile file = Open();

        Assert.Equal(
            [RecordState.Succeeded, RecordState.Succeeded, RecordState.Interrupted],
            new[] { "a", "b", "c" }.Select(name => file.Find(RecordKey.Of(Hash(name), 1))!.Value.State));
        Assert.Equal(0, file.Unused);
    }

    [Fact]
    public void Secrets_are_masked_and_the_line_stays_JSON()
    {
        const string Secret = "true\"}";
        CheckpointRecord record = Record("a", 1);
        record.Completion!.Content = $"the key is {Secret}, really";
        record.Completion.AdditionalProperties["echo"] = new object?[] { Secret, new Dictionary<string, object?> { ["x"] = Secret } };
        using (CheckpointFile file =
            CheckpointFile.Open(
                Path, [], Manifest, static text => text.Replace(Secret, "****", StringComparison.Ordinal), isPreview: false))
        {
            file.Append(record);
        }

        Assert.DoesNotContain("true\\\"}", File.ReadAllText(Path), StringComparison.Ordinal);
        using CheckpointFile again = Open();
        Assert.Equal("the key is ****, really", Read(again, "a", 1)!.Completion!.Content);
    }
}
