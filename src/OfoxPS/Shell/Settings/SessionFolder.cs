using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The current location of the session whose command runs on this thread, for paths in environment variables. The current directory of the
/// process is another one: where PowerShell was started.
/// </summary>
internal static class SessionFolder
{
    private const int LongestWords = 300;

    [ThreadStatic]
    private static PathIntrinsics? paths;

    /// <summary>The directory; null where no command of a session runs.</summary>
    public static string? Current()
    {
        try
        {
            return paths?.CurrentFileSystemLocation.ProviderPath;
        }
        catch (RuntimeException)
        {
            // The session has no file system drive, or its runspace is closed.
            return null;
        }
    }

    /// <summary>Sets the session whose command runs on this thread.</summary>
    public static void Use(PathIntrinsics session) => paths = session;

    /// <summary>The full path of a text from an environment variable; the text itself where it is no valid path.</summary>
    public static string Full(string text) => FileName.Full(text, Current()) ?? text;

    /// <summary>The full path of a file that a user names, resolved against the current location of the session.</summary>
    /// <param name="session">The session, whose location and drives count.</param>
    /// <param name="path">The path as it was given: relative, absolute, or on a drive of PowerShell.</param>
    /// <param name="what">What the path names, as the beginning of an error message.</param>
    /// <exception cref="OfoxException">The path is not in the file system, or is no valid path.</exception>
    public static string Full(PathIntrinsics session, string path, string what)
    {
        string full;
        ProviderInfo provider;
        try
        {
            full = session.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception error) when (error is RuntimeException or ArgumentException or NotSupportedException or IOException)
        {
            throw Failure.InvalidArgument($"{what}: {TerminalText.Truncate(error.Message, LongestWords)}", error);
        }

        string shown = TerminalText.Truncate(path, LongestWords);
        string? problem = provider.Name != "FileSystem" ? $"'{shown}' is not in the file system. In another drive, give the whole path"
            : full.IndexOf('\0') >= 0 ? "holds a NUL character"
            : IsUncPath(path) ? $"'{shown}' is a path of Windows to another machine. Give the path where it is mounted here"
            : null;
        return problem is null ? full : throw Failure.InvalidArgument($"{what} {problem}");
    }

    /// <summary>The file that a text names in a session; null where it is no path of the file system.</summary>
    public static FileState? StateOf(PathIntrinsics session, string text)
    {
        try
        {
            return FileState.Of(Full(session, text, "The text"));
        }
        catch (OfoxException)
        {
            return null;
        }
    }

    // PowerShell on Linux and macOS would take a UNC path for a relative one, and create a folder with the name of the machine.
    private static bool IsUncPath(string path) => Path.DirectorySeparatorChar == '/' && path.StartsWith(@"\\", StringComparison.Ordinal);
}
