using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OfoxPS.Core.Files;

/// <summary>
/// Tries again for a moment where somebody else holds a file: in Windows virus scanners, indexers and sync clients open each new file for
/// some hundred milliseconds.
/// </summary>
internal static class Sharing
{
    /// <summary>The longest time that is spent on trying again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // How long a file that is replaced is not there at most; nobody notices it where it is really not there.
    private static readonly TimeSpan LongestReplace = TimeSpan.FromMilliseconds(100);

    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int FileExists = unchecked((int)0x80070050);
    private const int AlreadyExists = unchecked((int)0x800700B7);
    private const int UnableToMoveReplacement = unchecked((int)0x80070498);
    private const int UnableToMoveReplacement2 = unchecked((int)0x80070499);

    // What File.Replace says of a file that somebody holds.
    private const int UnableToRemoveReplaced = unchecked((int)0x80070497);

    // EAGAIN of Linux and of macOS.
    private const int Again = 11;
    private const int AgainOfMac = 35;

    /// <summary>Whether a failure is that somebody else holds the file.</summary>
    public static bool IsViolation(Exception error) => error is IOException
        && error.HResult is SharingViolation or LockViolation or UnableToRemoveReplaced or Again or AgainOfMac;

    /// <summary>
    /// Does something with a file, of which nothing must be done where it fails. Where it is known to be allowed, Windows denies it for a
    /// moment only, as it does while a file is being scanned or deleted.
    /// </summary>
    /// <exception cref="FileException">It failed for another reason, or the file was held until the end.</exception>
    public static T Try<T>(Func<T> work, bool isAllowed = false, CancellationToken stop = default)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return work();
            }
            catch (Exception error) when (FileException.IsOfFile(error))
            {
                bool isHeld = IsViolation(error) || (isAllowed && IsWindows && error is UnauthorizedAccessException);
                TimeSpan longest = isHeld ? Longest : IsBeingReplaced(error) ? LongestReplace : TimeSpan.Zero;
                if (clock.Elapsed >= longest || stop.WaitHandle.WaitOne(1 + (int)(Poly.NextRandom() * 20)))
                {
                    throw FileException.Of(error);
                }
            }
        }
    }

    // In Windows a file that somebody replaces is not there for a moment: a reader does not find it, and another writer finds it gone or
    // there again.
    private static bool IsBeingReplaced(Exception error) =>
        IsWindows && (error is FileNotFoundException
            || error.HResult is FileExists or AlreadyExists or UnableToMoveReplacement or UnableToMoveReplacement2);

    /// <summary>Does something with a file, as <see cref="Try{T}"/> does.</summary>
    public static void Try(Action work, bool isAllowed = false, CancellationToken stop = default) => Try(
        () =>
        {
            work();
            return true;
        },
        isAllowed,
        stop);
}
