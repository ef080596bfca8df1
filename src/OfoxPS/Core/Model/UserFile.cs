using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>Reads files that the user names, and says plainly why one cannot be read.</summary>
internal static class UserFile
{
    // Files such as those in /proc have content although their length is 0.
    private static readonly string[] SystemDirectories = ["/proc/", "/sys/"];

    /// <summary>Opens a file that has content. An error says what was asked for.</summary>
    /// <exception cref="OfoxException">It is not there, is empty, is not a file, or cannot be read.</exception>
    public static Stream Open(string path, string what = "file") => Open(path, what, out _);

    /// <summary>The same, with what the file system says of it.</summary>
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

    /// <summary>Reads until <paramref name="buffer"/> has so many bytes, or to the end.</summary>
    /// <param name="file">The file, open.</param>
    /// <param name="buffer">Gets the bytes.</param>
    /// <param name="count">How many bytes.</param>
    /// <param name="path">The full path.</param>
    /// <param name="what">What is asked for, in an error.</param>
    /// <exception cref="OfoxException">It cannot be read.</exception>
    public static int Fill(Stream file, byte[] buffer, int count, string path, string what = "file")
    {
        try
        {
            return FileContent.Fill(file, buffer, count);
        }
        catch (FileException error)
        {
            throw Failed(path, what, error);
        }
    }

    /// <summary>The text of a file. A byte order mark tells its encoding; without one it is UTF-8.</summary>
    /// <exception cref="OfoxException">
    /// It is not there, is empty, is too long, is not a file, cannot be read, or is no text in that encoding.
    /// </exception>
    public static string ReadText(string path, string what, long maximum = FileContent.MaximumText)
    {
        using Stream file = Open(path, what);
        try
        {
            byte[] bytes = FileContent.ReadBytes(file, maximum);
            return MediaFormat.Of(bytes) is { } format ? throw Failure.InvalidArgument($"The {what} '{path}' is {format.Name}, and no text")
                : TextBytes.Read(bytes, given: null, out bool isCut) is { } text && !isCut ? text
                : throw Failure.InvalidArgument(
                    $"The {what} '{path}' {TextBytes.Explain(bytes, given: null, "Get-Content -Raw -Encoding")}");
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
