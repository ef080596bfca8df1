using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Core.Files;
using OfoxPS.Core.Logging;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>Files as Windows has them: names of devices, long paths, and readers that keep others out.</summary>
public sealed class WindowsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [WindowsTheory("names of devices")]
    [InlineData("NUL")]
    [InlineData("CON")]
    [InlineData(@"\\.\NUL")]
    [InlineData("aux.txt")]
    public void The_name_of_a_device_is_no_file(string name)
    {
        // Windows 11 takes some of them for files where they have a directory or an extension.
        string path = Path.GetFullPath(Path.Combine(_folder.Path, name));
        bool isDevice = path.StartsWith(@"\\.\", StringComparison.Ordinal);
        Action[] uses = [() => Replace(path, "x"), () => FileContent.ReadText(path), () => SoleWriterFile.Open(path).Dispose()];

        foreach (Action use in uses)
        {
            Exception? failure = Record.Exception(use);
            Assert.True(isDevice ? failure is FileException : failure is null, $"{path}: {failure}");
        }

        if (isDevice)
        {
            Assert.Equal(OfoxErrorKind.OfoxFileError, Assert.Throws<OfoxException>(() => ChatMedia.FromFile(path)).Kind);
        }

        Assert.Equal(isDevice ? 0 : 1, Directory.GetFiles(_folder.Path).Length);
    }

    [WindowsTheory(@"paths that begin with \\?\")]
    [InlineData("")]
    [InlineData(@"\\?\")]
    public void A_path_may_be_longer_than_260_characters(string prefix)
    {
        string folder = Path.Combine(_folder.Path, new string('a', 120), new string('b', 120), new string('c', 120));
        string path = prefix + Path.Combine(folder, "x.json");

        Replace(path, "old");
        Replace(path, "new");
        Assert.Equal("new", FileContent.ReadText(path));
        using (SoleWriterFile records = SoleWriterFile.Open(prefix + Path.Combine(folder, "run.jsonl")))
        {
            records.Append("one\n"u8.ToArray());
        }

        new LogFile(prefix + Path.Combine(folder, "log.jsonl")).Append("""{"time":"2025-01-01"}""");
        Assert.Equal(
            ["log.jsonl", "run.jsonl", "x.json"], Directory.GetFiles(folder).Select(static file => Path.GetFileName(file)).Order());
    }

    [WindowsFact(@"a path and the same one with \\?\, in capital letters and with a dot at its end")]
    public void A_file_is_locked_under_every_spelling_of_its_path()
    {
        string path = _folder.File("x.json");
        using UserLock held = UserLock.OfName(path, TimeSpan.Zero);

        Assert.All(
            [@"\\?\" + path, path.ToUpperInvariant(), path.Replace('\\', '/'), path + "."],
            static other => Assert.Throws<FileException>(() => UserLock.OfName(other, TimeSpan.Zero)));
    }

    [WindowsFact("a reader that does not share deletion")]
    public async Task A_file_that_a_reader_holds_stays_whole_and_is_replaced_when_it_is_let_go()
    {
        string path = _folder.File("x.json");
        File.WriteAllText(path, "old");
        Task work;
        using (FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            Assert.True(Assert.Throws<FileException>(() => Replace(path, "never")).IsInUse);
            Assert.Equal("old", FileContent.ReadText(path));
            work = Task.Run(() => Replace(path, "new"));
            Assert.NotSame(work, await Task.WhenAny(work, Task.Delay(50)));
        }

        await work;
        Assert.Equal("new", FileContent.ReadText(path));
        Assert.DoesNotContain(
            Directory.GetFiles(_folder.Path), static file =>
            new FileInfo(file).Length > 0 && !file.EndsWith("x.json", StringComparison.Ordinal));
    }

    private static void Replace(string path, string text) => FileContent.Replace(path, stream =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
    });
}
