using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Files;
using OfoxPS.Core.Logging;
using OfoxPS.UnitTests.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Logging;

/// <summary>A log keeps whole lines, whoever writes and whatever was there.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("log.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_follows_the_other_and_folders_are_made()
    {
        string path = _folder.File("a/b/log.jsonl");
        LogFile log = new(path);

        log.Append(Line(1));
        log.Append("zwei \u00FC\uD83D\uDE00");

        Assert.Equal(Line(1) + "\nzwei \u00FC\uD83D\uDE00\n", File.ReadAllText(path));
        Unix.AssertPrivate(path);
    }

    [Fact]
    public void Half_a_line_of_somebody_else_stays_alone()
    {
        File.WriteAllText(Path, "{\"time\":");

        new LogFile(Path).Append("whole");

        Assert.Equal(["{\"time\":", "whole"], File.ReadAllLines(Path));
    }

    [Fact]
    public void A_full_file_makes_room_and_some_old_ones_are_kept()
    {
        LogFile log = new(Path, maximumSize: 10);
        for (int i = 0; i < RotatedFiles.Kept + 3; i++)
        {
            log.Append(Line(i));
        }

        Assert.Equal(Line(7) + "\n", File.ReadAllText(Path));
        Assert.Equal(Line(6) + "\n", File.ReadAllText(_folder.File("log.1.jsonl")));
        Assert.Equal(RotatedFiles.Kept + 1, log.All().Count);
        Assert.Equal(Enumerable.Range(2, 6).Select(static i => Line(i) + "\n"), log.All().Select(File.ReadAllText));
    }

    [Fact]
    public void A_line_that_is_larger_than_a_file_is_kept_all_the_same()
    {
        new LogFile(Path, maximumSize: 10).Append(new string('x', 100));

        Assert.Equal(101, new FileInfo(Path).Length);
    }

    [Fact]
    public async Task Many_writers_lose_nothing_and_break_nothing()
    {
        string[] lines =
            [.. Enumerable.Range(0, 400).Select(static i => $"{Line(i)}{new string((char)('a' + (i % 26)), 20 + (i * 7 % 300))}")];

        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (line, _) =>
        {
            // Small enough that it rotates on the way.
            new LogFile(Path, maximumSize: 30_000).Append(line, CancellationToken.None);
            return default;
        });

        IEnumerable<string> found = new LogFile(Path).All().SelectMany(File.ReadAllLines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.NotEmpty(new LogFile(Path).All().Skip(1));
    }

    [Fact]
    public void A_reader_that_holds_the_file_is_no_obstacle()
    {
        LogFile log = new(Path);
        log.Append(Line(1));
        using FileStream reader = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        log.Append(Line(2));

        Assert.Equal(2, File.ReadAllLines(Path).Length);
    }

    [Fact]
    public void A_device_gets_each_line_and_has_nothing_beside_it()
    {
        if (File.Exists("/dev/full"))
        {
            string[] before = Directory.GetFiles("/dev");

            Assert.Throws<FileException>(static () => new LogFile("/dev/full").Append("line"));
            Assert.Null(new LogFile("/dev/null", maximumSize: 1).Append("line"));

            Assert.Equal(before, Directory.GetFiles("/dev"));
        }
    }

    [Theory]
    [InlineData("my notes\n")]
    [InlineData("my notes")]
    [InlineData("{\"important\":1}")]
    [InlineData("{\"ofox\":{\"kind\":\"checkpoint\",\"v\":1}}\n")]
    [InlineData("{\"schema\":\"ofox.conversation/1\"}\n")]
    [InlineData("{\n  \"schemaVersion\": 1,\n")]
    [InlineData("\0\0\0\0")]
    public void A_file_of_another_kind_is_not_written_to(string text)
    {
        File.WriteAllText(Path, text);

        Assert.Throws<FileException>(() => new LogFile(Path, maximumSize: 1).Append(Line(1)));

        Assert.Equal(text, File.ReadAllText(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_pipe_is_no_log()
    {
        if (Unix.MakePipe(Path))
        {
            Assert.Contains(
                "pipe", Assert.Throws<FileException>(() => new LogFile(Path).Append(Line(1))).Message, StringComparison.Ordinal);
            Assert.Empty(new LogReader().Read([Path]));
        }
    }

    [Fact]
    public void A_log_that_an_editor_gave_a_byte_order_mark_is_a_log()
    {
        File.WriteAllText(Path, Line(1) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        new LogFile(Path).Append(Line(2));

        Assert.Equal([Line(1), Line(2)], File.ReadAllLines(Path));
    }

    // A directory that is in the way stands for a file that cannot be moved, as one in Windows that somebody reads.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Whatever_cannot_be_moved_no_log_is_lost(int held)
    {
        LogFile log = Full(5);
        log.Append(Line(1));
        string inTheWay = _folder.File($"log.{held}.jsonl"), aside = _folder.File("aside");
        bool wasThere = File.Exists(inTheWay);
        if (wasThere)
        {
            File.Move(inTheWay, aside);
        }

        Directory.CreateDirectory(inTheWay);
        string?[] problems = [.. Enumerable.Range(2, 4).Select(i => log.Append(Line(i)))];

        Assert.Contains(problems, static problem => problem?.Contains("it grows", StringComparison.Ordinal) == true);
        Assert.Equal([.. Lines(1, 5), .. Lines(101, 5)], AllLines());

        Directory.Delete(inTheWay);
        if (wasThere)
        {
            File.Move(aside, inTheWay);
        }

        Assert.Null(log.Append(Line(6)));
        Assert.Superset(Lines(1, 6).Concat(Lines(102, 4)).ToHashSet(), AllLines().ToHashSet());
    }

    [Fact]
    public void What_was_begun_is_ended_by_the_next_rotation()
    {
        // As it is left by a process that was ended between two moves, in the order in which they are made.
        LogFile log = Full(5);
        log.Append(Line(1));
        File.Move(Path, _folder.File("log.0.jsonl"));
        File.Move(_folder.File("log.5.jsonl"), _folder.File("log.6.jsonl"));

        Assert.Null(log.Append(Line(2)));
        Assert.Null(log.Append(Line(3)));

        Assert.Equal([.. Lines(1, 3), .. Lines(102, 4)], AllLines());
        Assert.False(File.Exists(_folder.File("log.0.jsonl")));
    }

    [Fact]
    public void A_numbered_file_of_somebody_else_is_neither_moved_nor_deleted()
    {
        string mine = _folder.File("log.5.jsonl");
        LogFile log = Full(4);
        File.WriteAllText(mine, "my notes");
        log.Append(Line(1));

        Assert.Contains("log.5.jsonl", log.Append(Line(2)), StringComparison.Ordinal);

        Assert.Equal("my notes", File.ReadAllText(mine));
        Assert.Equal(["my notes", .. Lines(1, 2), .. Lines(102, 4)], AllLines());
    }

    [Fact]
    public void A_log_that_is_reached_through_links_is_one_log()
    {
        string link = _folder.File("two");
        if (!Unix.TryLink(_folder.File("one"), Path) || !Unix.TryLink(link, _folder.File("one")))
        {
            return;
        }

        foreach (int i in Enumerable.Range(1, 4))
        {
            new LogFile(link, maximumSize: 60).Append(Line(i));
        }

        Assert.Equal(Lines(1, 4), new LogFile(Path).All().SelectMany(File.ReadAllLines));
        Assert.Equal(4, new LogFile(link).All().Count);
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_folder_is_no_log() => Assert.Throws<FileException>(() => new LogFile(_folder.Path).Append("line"));

    private static string Line(int number) => $"{LogFile.Beginning}2026-11-29T12:00:{number:000}Z\"}}";

    private static IEnumerable<string> Lines(int first, int count) => Enumerable.Range(first, count).Select(Line);

    // The newest of the old logs has the highest number.
    private LogFile Full(int old)
    {
        for (int i = 1; i <= old; i++)
        {
            File.WriteAllText(_folder.File($"log.{i}.jsonl"), Line(106 - i) + "\n");
        }

        return new LogFile(Path, maximumSize: 60);
    }

    private IEnumerable<string> AllLines() => Directory.GetFiles(_folder.Path).SelectMany(File.ReadAllLines).Order(StringComparer.Ordinal);
}
