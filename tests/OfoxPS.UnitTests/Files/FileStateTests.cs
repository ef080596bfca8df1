using System;
using System.IO;
using OfoxPS.Core.Files;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Files;

/// <summary>What a name stands for, and that only a regular file is opened.</summary>
public sealed class FileStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("x");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_a_length_a_time_and_an_identity_of_its_own()
    {
        File.WriteAllText(Path, "abc");
        File.WriteAllText(_folder.File("y"), "abc");
        using FileStream open = File.OpenRead(Path);
        FileState state = FileState.Of(Path);

        Assert.Equal((FileType.Regular, 3L, File.GetLastWriteTimeUtc(Path).Ticks), (state.Type, state.Length, state.Changed));
        Assert.Equal(state, FileState.Of(open));
        Assert.Equal(UnixFile.IsKnown, state.Identity != FileState.Of(_folder.File("y")).Identity);
        Assert.Equal(FileType.None, FileState.Of(_folder.File("none")).Type);
        Assert.Equal(FileType.None, FileState.Of(Path + "\0.png").Type);
        Assert.Equal(FileType.None, FileState.Of(_folder.File("*?|")).Type);
        Assert.Equal(FileType.Directory, FileState.Of(_folder.Path).Type);
    }

    [Fact]
    public void Links_are_followed_and_names_of_one_file_are_one()
    {
        File.WriteAllText(Path, "abc");
        if (Unix.TryLink(_folder.File("link"), Path) && Unix.TryHardLink(_folder.File("hard"), Path))
        {
            Assert.Equal(FileState.Of(Path), FileState.Of(_folder.File("link")));
            Assert.Equal(FileState.Of(Path), FileState.Of(_folder.File("hard")));
        }
    }

    [Fact]
    public void A_pipe_and_a_device_are_known_without_opening_them()
    {
        if (!Unix.MakePipe(Path))
        {
            return;
        }

        Assert.Equal(FileType.Pipe, FileState.Of(Path).Type);
        Assert.Equal(FileType.Device, FileState.Of("/dev/zero").Type);
        Unix.TryLink(_folder.File("zero"), "/dev/zero");
        foreach (string path in new[] { Path, "/dev/zero", _folder.File("zero"), _folder.Path })
        {
            Assert.False(RegularFile.Exists(path));
            Assert.Throws<FileException>(() => RegularFile.Read(path));
            Assert.Throws<FileException>(() => FileContent.ReadText(path));
            Assert.Throws<FileException>(() => FileContent.Replace(path, static _ => { }));
            Assert.Throws<FileException>(() => SoleWriterFile.Open(path));
        }
    }
}
