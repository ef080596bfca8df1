using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>Reads files that the user names, and says plainly why one cannot be read.</summary>
internal static class UserFile
{
    // Files such as those in /proc have content although their length is 0.
    private static readonly string[] SystemDirectories = ["/proc/", "/sys/"];

    /// <summary>Opens a file that has content.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="what">What is asked for, in an error.</param>
    /// <exception cref="OfoxException">It is not there, is empty, is not a file, or cannot be read.</exception>
    public static Stream Open(string path, string what = "file") => Open(path, what, out _);

    /// <param name="path">The full path.</param>
    /// <param name="what">What is asked for, in an error.</param>
    /// <param name="state">What the file system says of it.</param>
    /// <exception cref="OfoxException">It is not there, is empty, is not a file, or cannot be read.</exception>
    public static Stream Open(string path, string what, out FileState state)
    {
        Stream file;
        try
        {
            file = RegularFile.Read(path);
            state = FileState.Of(file);
        }
        catch (FileException error)
        {
            throw Failed(path, what, error);
        }

        if (state.Length > 0 || Array.Exists(SystemDirectories, folder => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            return file;
        }

        file.Dispose();
        throw Failure.InvalidArgument($"The {what} '{path}' is empty.");
    }

    /// <summary>The text of a file. A byte order mark tells its encoding; without one it is UTF-8.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="what">What is asked for, in an error.</param>
    /// <param name="maximum">The largest number of bytes that is read.</param>
    /// <exception cref="OfoxException">It is not there, is empty, is too long, is not a file, or cannot be read.</exception>
    public static string ReadText(string path, string what, long maximum = FileContent.MaximumText)
    {
        using Stream file = Open(path, what);
        try
        {
            using MemoryStream bytes = new(FileContent.ReadBytes(file, maximum), writable: false);
            using StreamReader reader = new(bytes, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (FileException error)
        {
            throw Failed(path, what, error);
        }
    }

    private static OfoxException Failed(string path, string what, FileException error)
    {
        string name = error.InnerException is PathTooLongException ? TerminalText.Truncate(path, 100) : path;
        return error.IsMissing ? Failure.NoFile(what, name, error) : Failure.CannotRead(what, name, error.Message, error);
    }
}
