using System.Management.Automation;
using OfoxPS.Core.Files;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The current location of the session whose command runs on this thread, for paths in environment variables. The current directory of the
/// process is another one: where PowerShell was started.
/// </summary>
internal static class SessionFolder
{
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

    /// <summary>The file that a text names in a session; null where it is no path of the file system.</summary>
    /// <param name="session">The session, whose location and drives count.</param>
    /// <param name="text">The text.</param>
    public static FileState? StateOf(PathIntrinsics session, string text)
    {
        try
        {
            string path = session.GetUnresolvedProviderPathFromPSPath(text, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? FileState.Of(path) : null;
        }
        catch (Exception error) when (error is RuntimeException or ArgumentException or NotSupportedException or IOException)
        {
            return null;
        }
    }
}
