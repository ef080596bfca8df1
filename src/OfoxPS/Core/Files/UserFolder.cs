using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>The directories in which the module keeps files of its own for a user.</summary>
internal static class UserFolder
{
    // In milliseconds.
    private const int TimeBetweenLooks = 1000;

    private static volatile Look? lastLocks;

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
        // A lock of a log is taken with each request.
        if (lastLocks is { } last && last.Time == Environment.TickCount / TimeBetweenLooks)
        {
            return last.Folder;
        }

        string? folder = FindLocks();
        lastLocks = new Look(folder, Environment.TickCount / TimeBetweenLooks);
        return folder;
    }

    /// <summary>Forgets the directory for locks, which is then looked for again.</summary>
    public static void ForgetLocks() => lastLocks = null;

    private static string? FindLocks()
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

    private sealed record Look(string? Folder, int Time);

    private static string Own(string folder) => folder.Length == 0 ? folder : Path.Combine(folder, "ofoxps");
}
