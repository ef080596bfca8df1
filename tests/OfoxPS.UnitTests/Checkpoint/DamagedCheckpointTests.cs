using System;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Core.Checkpoint;
using Xunit;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>
/// Checkpoints whose end was cut off, that are damaged, or that are other files: what is repaired, and what is left as it is.
/// </summary>
public sealed class DamagedCheckpointTests : CheckpointTestBase
{
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
                Assert.Equal(1, file.Unused);
                Assert.Contains("cut off", file.Warning, StringComparison.Ordinal);
                file.Append(Record("c", 1));
            }

            using CheckpointFile again = Open();
            Assert.Equal((2, null), (again.Unused, again.Warning));
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
            Assert.Equal((1, null), (file.Unused, file.Warning));
            file.Append(Record("b", 1));
        }

        using CheckpointFile again = Open();
        Assert.Equal(2, again.Unused);
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
        Assert.Equal(1, again.Unused);
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
        File.WriteAllText(
            Path, File.ReadAllText(Path)
            .Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        using (CheckpointFile file = Open())
        {
            Assert.Equal("answer b1", Read(file, "b", 1)!.Completion!.Content);
            file.Append(Record("c", 1));
        }

        using CheckpointMerge merge = new();
        merge.Add(Path);
        Assert.Equal(
            ["answer a1", "answer b1", "answer c1"], merge.Read(static _ => true).Select(static record => record.Completion!.Content));
    }
}
