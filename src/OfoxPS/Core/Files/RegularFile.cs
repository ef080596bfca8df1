namespace OfoxPS.Core.Files;

/// <summary>
/// Opens files that have content of their own, and nothing else: no directory, no device, and no pipe, whose opening could wait for ever.
/// </summary>
internal static class RegularFile
{
    /// <summary>Whether there is such a file. A link is what it leads to.</summary>
    public static bool Exists(string path) => FileState.Of(path).IsRegular;

    /// <summary>Opens a file for reading. Others may write, rename and delete it meanwhile.</summary>
    /// <exception cref="FileException">It is not there, is not a regular file, or cannot be opened.</exception>
    public static Stream Read(string path, CancellationToken stop = default) =>
        Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, stop);

    /// <summary>Opens a file. One that is made can be read and written by this user alone, where the system has modes.</summary>
    /// <exception cref="FileException">It is not a regular file, or cannot be opened.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, CancellationToken stop = default)
    {
        Check(path, FileState.Of(path).Type);
        return OpenKnown(path, mode, access, share, stop);
    }

    /// <summary>Opens a file that is known to be a regular one.</summary>
    /// <exception cref="FileException">It cannot be opened.</exception>
    public static FileStream OpenKnown(string path, FileMode mode, FileAccess access, FileShare share, CancellationToken stop = default) =>
        Sharing.Try(() => Poly.OpenFile(path, mode, access, share), stop: stop);

    /// <summary>Deletes a file. One that is not there is no failure.</summary>
    /// <exception cref="FileException">It cannot be deleted.</exception>
    public static void Delete(string path) => Sharing.Try(() => File.Delete(path));

    /// <summary>Deletes a file, or leaves it where that fails: the caller goes on without.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // It is deleted when somebody comes here again.
        }
    }

    /// <summary>Renames a file; the new name must be free. It is tried once, because the caller can do it again later.</summary>
    /// <exception cref="FileException">It cannot be done.</exception>
    public static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw FileException.Of(error);
        }
    }

    /// <summary>Makes the directory that a file is in.</summary>
    /// <exception cref="FileException">It cannot be made, or the path is that of a root.</exception>
    public static void MakeDirectoryOf(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } found ? found : throw new FileException("it is a directory");
        Sharing.Try(() => Directory.CreateDirectory(folder));
    }

    /// <summary>Refuses what is not a regular file.</summary>
    /// <exception cref="FileException">It is something else. Nothing being there is no failure yet.</exception>
    public static void Check(string path, FileType type)
    {
        if (path.Length == 0 || type == FileType.Directory)
        {
            throw new FileException("it is a directory");
        }

        if (type is FileType.Device or FileType.Pipe)
        {
            throw new FileException(type == FileType.Device ? "it is a device, not a file" : "it is a pipe or a socket, not a file");
        }
    }
}
