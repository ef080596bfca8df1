using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>
/// A lock of one byte of a file far beyond its end, where nothing is read. It belongs to the file and not to the user, so it also works
/// between users, containers, and machines that share the file system.
/// </summary>
internal static class CrossUserLock
{
    private const long Place = long.MaxValue - 1;

    // .NET does not lock parts of files in macOS.
    private static readonly bool IsThere = !RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>Locks a file that is open for writing; the lock goes when it is closed.</summary>
    /// <exception cref="FileException">Somebody else has locked it, for longer than <paramref name="longest"/>.</exception>
    public static void Take(FileStream file, TimeSpan longest, CancellationToken stop = default)
    {
        Stopwatch? clock = null;
        while (!TryTake(file))
        {
            clock ??= Stopwatch.StartNew();
            if (clock.Elapsed >= longest || stop.WaitHandle.WaitOne(1 + (int)(Poly.NextRandom() * 10)))
            {
                throw new FileException("another user or another machine has locked it") { IsInUse = true, IsLocked = true };
            }
        }
    }

    /// <summary>
    /// Locks a file again that is locked: Unix takes the lock away when anything in the process closes the file, such as a reader.
    /// </summary>
    public static void Renew(FileStream file)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            TryTake(file);
        }
    }

    // A file system without locks is no error: the file is used without one.
    private static bool TryTake(FileStream file)
    {
        try
        {
            if (IsThere && file.CanSeek)
            {
#pragma warning disable CA1416 // Not in macOS, see above.
                file.Lock(Place, 1);
#pragma warning restore CA1416
            }

            return true;
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            return !Sharing.IsViolation(error);
        }
    }
}
