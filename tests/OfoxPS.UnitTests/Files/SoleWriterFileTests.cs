using System;
using System.IO;
using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>A file of records has one writer, holds whole records, and is still there.</summary>
public sealed class SoleWriterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_for_this_user_alone()
    {
        using SoleWriterFile file = SoleWriterFile.Open(Path);

        Unix.AssertPrivate(Path);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void There_is_one_writer_whatever_names_the_file_has()
    {
        using SoleWriterFile file = SoleWriterFile.Open(Path);
        Assert.True(Assert.Throws<FileException>(() => SoleWriterFile.Open(Path)).IsInUse);
        if (Unix.TryLink(_folder.File("link"), Path) && Unix.TryHardLink(_folder.File("hard"), Path))
        {
            Assert.True(Assert.Throws<FileException>(() => SoleWriterFile.Open(_folder.File("link"))).IsInUse);
            Assert.True(Assert.Throws<FileException>(() => SoleWriterFile.Open(_folder.File("hard"))).IsInUse);
            File.Move(Path, _folder.File("moved"));
            Assert.True(Assert.Throws<FileException>(() => SoleWriterFile.Open(_folder.File("moved"))).IsInUse);
        }
    }

    [NotOnWindowsFact("nobody else can write a file that is open for one writer")]
    public void What_others_have_cut_or_added_is_noticed_by_the_next_record()
    {
        foreach (string other in new[] { string.Empty, "one\nmore\n" })
        {
            File.Delete(Path);
            using SoleWriterFile file = SoleWriterFile.Open(Path);
            file.Append("one\n"u8.ToArray());
            using (FileStream writer = new(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                byte[] bytes = Encoding.UTF8.GetBytes(other);
                writer.SetLength(0);
                writer.Write(bytes, 0, bytes.Length);
            }

            Assert.Contains(
                "changed", Assert.Throws<FileException>(() => file.Append("two\n"u8.ToArray())).Message, StringComparison.Ordinal);
            Assert.Equal(other, File.ReadAllText(Path));
        }
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("move")]
    [InlineData("replace")]
    public void A_file_that_is_not_there_any_more_is_noticed_at_the_next_record(string how)
    {
        using SoleWriterFile file = SoleWriterFile.Open(Path);
        file.Append("one\n"u8.ToArray());
        file.Append("two\n"u8.ToArray());
        File.Move(Path, _folder.File("other"));
        if (how == "delete")
        {
            File.Delete(_folder.File("other"));
        }
        else if (how == "replace" && UnixFile.IsKnown)
        {
            File.Copy(_folder.File("other"), Path);
        }

        Assert.Contains(
            "removed, renamed or replaced", Assert.Throws<FileException>(() => file.Append("three\n"u8.ToArray())).Message,
            StringComparison.Ordinal);
        Assert.Contains("removed, renamed or replaced", Assert.Throws<FileException>(file.Look).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(ArgumentOutOfRangeException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public void Half_a_record_is_taken_back(Type failure)
    {
        File.WriteAllText(Path, "one\nEND");
        using (FullFile file = new(Path, failure))
        {
            Assert.Throws<FileException>(
                () => RecordWriter.Write(file, "a long record\n"u8.ToArray(), start: 4, before: "END"u8.ToArray()));
        }

        Assert.Equal("one\nEND", File.ReadAllText(Path));
    }

    // Takes half of the first write, as a disk does that becomes full.
    private sealed class FullFile(string path, Type failure) : FileStream(
        path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1)
    {
        private bool _isFull = true;

        public override void Write(byte[] array, int offset, int count)
        {
            base.Write(array, offset, _isFull ? count / 2 : count);
            if (_isFull)
            {
                _isFull = false;
                throw (Exception)Activator.CreateInstance(failure)!;
            }
        }
    }
}
