using System;
using System.Management.Automation;
using OfoxPS.Core.Files;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The current directory of the session whose command runs on this thread, for paths in environment variables. The directory of the process
/// is another one: it is where PowerShell was started.
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
            // The session has no drive of the file system, or its runspace is closed.
            return null;
        }
    }

    /// <summary>A command of a session begins on this thread.</summary>
    public static void Use(PathIntrinsics session) => paths = session;

    /// <summary>The full path that a text of an environment variable means; the text itself where it cannot be a path.</summary>
    public static string Full(string text) => FileName.Full(text, Current()) ?? text;
}
