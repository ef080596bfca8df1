using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>What a checkpoint keeps, and how it is opened again after whatever happened to it.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private static readonly CheckpointManifest Manifest = ManifestOf(Ask.Plain);

    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_found_again()
    {
        Write(Record("a", 1), Record("a", 2), Record("b", 1));

        using CheckpointFile file = Open();

        Assert.Equal((3, 3, null), (file.Found, file.Unused, file.Warning));
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
        Assert.Equal((200, "answer a1"), ((int)answer["response"]!["status_code"]!, (string?)answer["response"]!["body"]!["choices"]![0]!["message"]!["content"]));
        Assert.Null(answer["error"]);
        Assert.NotNull((string?)answer["custom_id"]);
        Assert.Equal((503, "OfoxServerError"), ((int)failure["response"]!["status_code"]!, (string?)failure["error"]!["code"]));
        Assert.Equal("b is busy", (string?)failure["response"]!["body"]!["error"]!["message"]);
    }

    [Fact]
    public void A_line_that_was_cut_is_removed_whatever_was_left_of_it()
    {
        Write(Record("a", 1), Record("b", 1));
        byte[] whole = File.ReadAllBytes(Path);
        int last = Encoding.UTF8.GetString(whole, 0, whole.Length - 1).LastIndexOf('\n') + 1;

        for (int length = last + 1; length < whole.Length - 1; length += 7)
        {
            File.WriteAllBytes(Path, whole[..length]);
            using (CheckpointFile file = Open())
            {
                Assert.Equal(1, file.Found);
                Assert.Contains("cut off", file.Warning, StringComparison.Ordinal);
                file.Append(Record("c", 1));
            }

            using CheckpointFile again = Open();
            Assert.Equal((2, null), (again.Found, again.Warning));
            Assert.Equal("answer c1", Read(again, "c", 1)!.Completion!.Content);
        }
    }

    [Fact]
    public void A_whole_record_that_lacks_the_end_of_its_line_is_kept()
    {
        Write(Record("a", 1));
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..^1]);

        using (CheckpointFile file = Open())
        {
            Assert.Equal((1, null), (file.Found, file.Warning));
            file.Append(Record("b", 1));
        }

        using CheckpointFile again = Open();
        Assert.Equal(2, again.Found);
    }

    [Fact]
    public void A_file_that_was_cut_in_its_first_line_begins_anew()
    {
        Write();
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..20]);

        using (CheckpointFile file = Open())
        {
            file.Append(Record("a", 1));
        }

        using CheckpointFile again = Open();
        Assert.Equal(1, again.Found);
    }

    [Theory]
    [InlineData("{\"custom_id\":")]
    [InlineData("")]
    [InlineData("{\"id\":1}")]
    public void A_damaged_line_elsewhere_is_an_error_that_names_it_and_changes_nothing(string damaged)
    {
        Write(Record("a", 1), Record("b", 1));
        string[] lines = File.ReadAllLines(Path);
        File.WriteAllText(Path, $"{lines[0]}\n{damaged}\n{lines[2]}\n");
        string before = File.ReadAllText(Path);

        OfoxException failure = Assert.Throws<OfoxException>(Open);

        Assert.Equal(OfoxErrorKind.OfoxCheckpointMismatch, failure.Kind);
        Assert.Contains("Line 2", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("my notes\nmore\n")]
    [InlineData("my notes")]
    [InlineData("{\"important\":1}")]
    [InlineData("{\"important\":1}\n")]
    [InlineData("{")]
    [InlineData("{\"ofox\"")]
    [InlineData("{\"ofox\":{\"kind\":\"other")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\n")]
    [InlineData("{\"time\":\"2026-11-29T12:00:00Z\",\"outcome\":\"ok\"}")]
    [InlineData("{\"schema\":\"ofox.conversation/1\"}\n")]
    [InlineData("{\n  \"schemaVersion\": 1,\n  \"interactions\": []\n}\n")]
    public void A_file_that_is_no_checkpoint_is_left_as_it_is(string text)
    {
        File.WriteAllText(Path, text);

        OfoxException failure = Assert.Throws<OfoxException>(Open);

        Assert.Contains("not a checkpoint", failure.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("my notes")]
    [InlineData("}")]
    [InlineData("{\"id\":1,\"mine\":")]
    public void What_is_removed_from_the_end_is_the_beginning_of_a_record(string end)
    {
        Write(Record("a", 1));
        File.AppendAllText(Path, end);
        string before = File.ReadAllText(Path);
        bool isOurs = end.StartsWith(CheckpointLine.Beginning, StringComparison.Ordinal);

        Exception? failure = Xunit.Record.Exception(() => Open().Dispose());

        Assert.Equal(isOurs, failure is null);
        Assert.Equal(isOurs ? before[..^end.Length] : before, File.ReadAllText(Path));
    }

    [Fact]
    public void Zeros_that_a_power_cut_has_left_are_removed()
    {
        Write(Record("a", 1));
        string whole = File.ReadAllText(Path);
        File.AppendAllText(Path, "\0\0\0\0");

        using (CheckpointFile file = Open())
        {
            Assert.NotNull(file.Warning);
        }

        Assert.Equal(whole, File.ReadAllText(Path));
    }

    [Fact]
    public void A_byte_order_mark_of_an_editor_is_passed_over()
    {
        Write(Record("a", 1), Record("b", 1));
        File.WriteAllText(Path, File.ReadAllText(Path).Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        using (CheckpointFile file = Open())
        {
            Assert.Equal("answer b1", Read(file, "b", 1)!.Completion!.Content);
            file.Append(Record("c", 1));
        }

        CheckpointMerge merge = new();
        merge.Add(Path);
        Assert.Equal(["answer a1", "answer b1", "answer c1"], merge.Read(static _ => true).Select(static record => record.Completion!.Content));
    }

    [Fact]
    public void It_is_for_this_user_alone_and_nothing_is_beside_it()
    {
        using CheckpointFile file = Open();

        Unix.AssertPrivate(Path);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [NotOnWindowsFact("nobody else can write a file that is open for one writer")]
    public void What_somebody_else_does_to_it_ends_the_run_and_what_was_read_is_there()
    {
        Write(Record("a", 1));
        using CheckpointFile file = Open();
        File.AppendAllText(Path, "more");

        OfoxException added = Assert.Throws<OfoxException>(() => file.Append(Record("b", 1)));
        OfoxException asked = Assert.Throws<OfoxException>(() => file.NextKey(Hash("c")));

        Assert.All([added, asked], static failure => Assert.Equal((OfoxErrorKind.OfoxFileError, true, FailureScope.Run), (failure.Kind, failure.IsWrite, failure.Scope)));
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
        CheckpointManifest other = ManifestOf(Ask.Plain with { Model = "other/model", Temperature = 0.5 }, "https://elsewhere.test/v1/chat/completions", "{\"type\":\"string\"}");

        OfoxException failure = Assert.Throws<OfoxException>(() => CheckpointFile.Open(Path, other, static text => text));

        Assert.Equal(OfoxErrorKind.OfoxCheckpointMismatch, failure.Kind);
        foreach (string name in new[] { "model is other/model, and was asked/model", "temperature is 0.5, and was not set", "address", "-As" })
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

        Assert.Equal((failure.Kind, failure.Message, failure.StatusCode, failure.Type, failure.Code), (back.Kind, back.Message, back.StatusCode, back.Type, back.Code));
        Assert.Equal((failure.RequestId, failure.Attempts, failure.RetryAfter), (back.RequestId, back.Attempts, back.RetryAfter));
        Assert.Equal(failure.SchemaErrors, back.SchemaErrors);
    }

    [Fact]
    public void An_answer_counts_more_than_a_failure_and_the_newest_more_than_an_older()
    {
        Write(Failed("a"), Record("a", 1), Record("b", 1), Failed("b"), Failed("c"), Record("c", 1) with { State = RecordState.Interrupted, Completion = null });

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
        using (CheckpointFile file = CheckpointFile.Open(Path, Manifest, static text => text.Replace(Secret, "****", StringComparison.Ordinal)))
        {
            file.Append(record);
        }

        Assert.DoesNotContain("true\\\"}", File.ReadAllText(Path), StringComparison.Ordinal);
        using CheckpointFile again = Open();
        Assert.Equal("the key is ****, really", Read(again, "a", 1)!.Completion!.Content);
    }

    private static CheckpointManifest ManifestOf(ChatRequest request, string? address = null, string? form = null) =>
        CheckpointManifest.Of(new RequestPlace(address is null ? Ask.Options : Ask.Options with { Endpoint = new Uri(address) }), RequestWriter.Write(request), form, null, hasModel: true);

    private static byte[] Hash(string name) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name));

    private static CheckpointRecord Record(string name, int occurrence) => new()
    {
        Key = RecordKey.Of(Hash(name), occurrence),
        State = RecordState.Succeeded,
        Started = DateTimeOffset.UnixEpoch,
        Completion = new ChatCompletion { Content = $"answer {name}{occurrence}", Model = "m" },
    };

    private static CheckpointRecord Failed(string name) => Record(name, 1) with
    {
        State = RecordState.Failed,
        Completion = null,
        Failure = new OfoxException(OfoxErrorKind.OfoxServerError, name + " is busy") { StatusCode = 503 },
    };

    private CheckpointFile Open() => CheckpointFile.Open(Path, Manifest, static text => text);

    private void Write(params CheckpointRecord[] records)
    {
        using CheckpointFile file = Open();
        foreach (CheckpointRecord record in records)
        {
            file.Append(record);
        }
    }

    private static CheckpointRecord? Read(CheckpointFile file, string name, int occurrence) =>
        file.Find(RecordKey.Of(Hash(name), occurrence)) is { } found ? file.Read(found.Offset) : null;
}
