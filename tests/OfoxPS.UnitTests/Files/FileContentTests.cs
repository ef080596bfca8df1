using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using OfoxPS.Core.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>A file is replaced as a whole, or is as it was.</summary>
public sealed class FileContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("x.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_is_for_this_user_alone_and_an_old_one_keeps_its_mode()
    {
        Replace(Path, "one");
        Unix.AssertPrivate(Path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Replace(Path, "two");
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void The_owner_is_kept_by_whoever_may_give_files_away()
    {
        File.WriteAllText(Path, "old");
        if (!Unix.TryGiveAway(Path, owner: 65534, group: 65533))
        {
            return;
        }

        Replace(Path, "new");

        Assert.Equal((65534, 65533), Unix.OwnersOf(Path));
        Assert.Equal("new", File.ReadAllText(Path));
    }

    [Fact]
    public void The_longest_name_can_be_replaced()
    {
        string path = _folder.File(new string('x', 250) + ".json");

        Replace(path, "one");
        Replace(path, "two");

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_link_stays_one_and_its_target_is_replaced()
    {
        File.WriteAllText(Path, "old");
        if (Unix.TryLink(_folder.File("a"), _folder.File("b")) && Unix.TryLink(_folder.File("b"), Path))
        {
            Replace(_folder.File("a"), "new");

            Assert.Equal("new", File.ReadAllText(Path));
            Assert.Equal(_folder.File("b"), new FileInfo(_folder.File("a")).LinkTarget);
        }
    }

    [Fact]
    public void A_link_to_nothing_gets_its_target_and_a_circle_is_an_error()
    {
        if (Unix.TryLink(_folder.File("a"), Path) && Unix.TryLink(_folder.File("c"), _folder.File("d"))
            && Unix.TryLink(_folder.File("d"), _folder.File("c")))
        {
            Replace(_folder.File("a"), "new");

            Assert.Equal("new", File.ReadAllText(Path));
            Assert.Throws<FileException>(() => Replace(_folder.File("c"), "x"));
        }
    }

    [Fact]
    public void Whoever_fails_while_writing_leaves_the_old_one_and_nothing_else()
    {
        File.WriteAllText(Path, "old");

        Assert.Throws<FileException>(() => FileContent.Replace(Path, static stream =>
        {
            stream.WriteByte(1);
            throw new IOException("full");
        }));

        Assert.Equal("old", File.ReadAllText(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_process_that_was_killed_has_left_is_removed_when_nobody_writes_it_any_more()
    {
        File.WriteAllText(Path, "old");
        string old = $"{Path}.{Guid.NewGuid():N}.tmp", young = $"{Path}.{Guid.NewGuid():N}.tmp", mine = $"{Path}.tmp",
            other = $"{_folder.File("y")}.{Guid.NewGuid():N}.tmp";
        foreach (string file in new[] { old, young, mine, other })
        {
            File.WriteAllText(file, "x");
            File.SetLastWriteTimeUtc(file, file == young ? DateTime.UtcNow : DateTime.UtcNow.AddHours(-2));
        }

        Replace(Path, "new");

        Assert.Equal(
            new[] { Path, young, mine, other }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder.Path)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_reader_sees_the_old_one_or_the_new_one()
    {
        Replace(Path, new string('0', 1_000_000));
        using System.Threading.CancellationTokenSource end = new();
        Task<int> reader = Task.Run(() =>
        {
            int read = 0;
            for (; !end.IsCancellationRequested || read == 0; read++)
            {
                string text = FileContent.ReadText(Path);
                Assert.Equal(1_000_000, text.Length);
                Assert.Single(text.Distinct());
            }

            return read;
        });
        for (int i = 1; i < 10; i++)
        {
            Replace(Path, new string((char)('0' + i), 1_000_000));
        }

        await end.CancelAsync();
        Assert.NotEqual(0, await reader);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_holds_the_file_for_a_moment_is_waited_for(bool reads)
    {
        File.WriteAllText(Path, "old");
        Task work;
        using (new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.None))
        {
            work = Task.Run(() =>
            {
                if (reads)
                {
                    Assert.Equal("old", FileContent.ReadText(Path));
                }
                else
                {
                    Replace(Path, "new");
                }
            });
            Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(50)));
        }

        await work;
    }

    [Fact]
    public void Whoever_holds_it_for_long_is_named_as_the_reason()
    {
        File.WriteAllText(Path, "old");
        using FileStream held = new(Path, FileMode.Open, FileAccess.Read, FileShare.None);

        Assert.True(Assert.Throws<FileException>(() => Replace(Path, "new")).IsInUse);
    }

    [Fact]
    public void A_root_is_a_directory() =>
        Assert.Contains(
            "directory", Assert.Throws<FileException>(() => Replace(System.IO.Path.GetPathRoot(_folder.Path)!, "x")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(ArgumentOutOfRangeException), "larger than its file system")]
    [InlineData(typeof(UnauthorizedAccessException), "access is denied")]
    [InlineData(typeof(NotSupportedException), "")]
    [InlineData(typeof(ArgumentException), "no path can have")]
    [InlineData(typeof(System.Security.SecurityException), "access is denied")]
    [InlineData(typeof(PathTooLongException), "too long")]
    public void Every_exception_of_the_file_system_is_one_of_ours(Type type, string words)
    {
        Exception failure =
            Assert.Throws<FileException>(() => FileContent.Replace(Path, _ => throw (Exception)Activator.CreateInstance(type)!));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private static void Replace(string path, string text) => FileContent.Replace(path, stream =>
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
    });
}
