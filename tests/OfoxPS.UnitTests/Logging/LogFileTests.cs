using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Logging;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Logging;

/// <summary>A log keeps whole lines, whoever writes and whatever was there.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_follows_the_other_and_folders_are_made()
    {
        string path = _folder.File("a/b/log.jsonl");
        LogFile log = new(path);

        log.Append("one");
        log.Append("zwei \u00FC\uD83D\uDE00");

        Assert.Equal("one\nzwei \u00FC\uD83D\uDE00\n", File.ReadAllText(path));
    }

    [Fact]
    public void Half_a_line_of_somebody_else_stays_alone()
    {
        string path = _folder.File("log.jsonl");
        File.WriteAllText(path, "{\"time\":");

        new LogFile(path).Append("whole");

        Assert.Equal(["{\"time\":", "whole"], File.ReadAllLines(path));
    }

    [Fact]
    public void A_full_file_makes_room_and_some_old_ones_are_kept()
    {
        string path = _folder.File("log.jsonl");
        LogFile log = new(path, maximumSize: 10);
        for (int i = 0; i < LogFile.Kept + 3; i++)
        {
            log.Append($"line {i}");
        }

        Assert.Equal("line 7\n", File.ReadAllText(path));
        Assert.Equal("line 6\n", File.ReadAllText(_folder.File("log.1.jsonl")));
        Assert.Equal(LogFile.Kept + 1, log.All().Count);
        Assert.Equal(Enumerable.Range(2, 6).Select(static i => $"line {i}\n"), log.All().Select(File.ReadAllText));
    }

    [Fact]
    public void A_line_that_is_larger_than_a_file_is_kept_all_the_same()
    {
        string path = _folder.File("log.jsonl");

        new LogFile(path, maximumSize: 10).Append(new string('x', 100));

        Assert.Equal(101, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Many_writers_lose_nothing_and_break_nothing()
    {
        string path = _folder.File("log.jsonl");
        string[] lines = [.. Enumerable.Range(0, 400).Select(static i => $"{i}:{new string((char)('a' + (i % 26)), 20 + (i * 7 % 300))}")];

        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (line, _) =>
        {
            // Small enough that it rotates on the way.
            new LogFile(path, maximumSize: 20_000).Append(line, CancellationToken.None);
            return default;
        });

        IEnumerable<string> found = new LogFile(path).All().SelectMany(File.ReadAllLines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.NotEmpty(new LogFile(path).All().Skip(1));
    }

    [Fact]
    public void A_reader_that_holds_the_file_is_no_obstacle()
    {
        string path = _folder.File("log.jsonl");
        LogFile log = new(path);
        log.Append("one");
        using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        log.Append("two");

        Assert.Equal(2, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void A_full_disk_is_said_and_a_device_has_no_lock_beside_it()
    {
        if (File.Exists("/dev/full"))
        {
            Assert.Throws<IOException>(static () => new LogFile("/dev/full").Append("line"));
            Assert.Null(LogFile.Lock("/dev/full", create: true));
        }
    }

    [Fact]
    public void A_folder_is_no_log() => Assert.ThrowsAny<Exception>(() => new LogFile(_folder.Path).Append("line"));
}
