using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>The directories in which the module keeps files of its own for a user.</summary>
internal static class UserFolder
{
    /// <summary>The user's directory for what can be made again; empty where the user has none.</summary>
    public static string Cache()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Own(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));
        }

        string? cacheHome = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Own(cacheHome is { Length: > 0 } && Path.IsPathRooted(cacheHome) ? cacheHome
            : Home() is not { Length: > 0 } home ? string.Empty
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? Path.Combine(home, "Library", "Caches")
            : Path.Combine(home, ".cache"));
    }

    /// <summary>The user's home; empty where there is none.</summary>
    public static string Home() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
        : Environment.GetEnvironmentVariable("HOME") ?? string.Empty;

    /// <summary>The directory for the locks of this user, which nobody else can put anything into; null where there can be none.</summary>
    public static string? Locks()
    {
        try
        {
            if (Cache() is not { Length: > 0 } cache)
            {
                return null;
            }

            string locks = Path.Combine(cache, "locks");
            if (UnixFile.IsKnown ? !UnixFile.IsPrivateDirectory(locks) : !Directory.Exists(locks))
            {
                Poly.MakePrivateDirectory(locks);
                return !UnixFile.IsKnown || UnixFile.IsPrivateDirectory(locks) ? locks : null;
            }

            return locks;
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            return null;
        }
    }

    private static string Own(string folder) => folder.Length == 0 ? folder : Path.Combine(folder, "ofoxps");
}
