using System.Security;

namespace OfoxPS.Core.Files;

/// <summary>
/// A file that cannot be used. It is the only exception of the file system that leaves this folder: .NET has half a dozen types for the
/// same failures, and a caller that knows one of them lets the others through.
/// </summary>
/// <param name="reason">Why, as the end of a sentence.</param>
/// <param name="cause">The exception of the file system, if there is one.</param>
internal sealed class FileException(string reason, Exception? cause = null) : IOException(reason, cause)
{
    /// <summary>There is no such file.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The file, or a file that belongs to it, is open elsewhere for exclusive use.</summary>
    public bool IsInUse { get; init; }

    /// <summary>It is locked by this module: by another run, not by another program.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Another program has changed or removed the file while this process was writing it.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether an exception is one that the file system gives.</summary>
    public static bool IsOfFile(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or SecurityException;

    /// <summary>The same failure in words that say what is wrong with the file.</summary>
    public static FileException Of(Exception error) => error switch
    {
        FileException ready => ready,
        FileNotFoundException => new FileException("it is not there", error) { IsMissing = true },
        DirectoryNotFoundException => new FileException("its directory is not there", error) { IsMissing = true },
        PathTooLongException => new FileException("the path is too long", error),
        UnauthorizedAccessException or SecurityException => new FileException("access is denied", error),
        // What .NET makes of EFBIG: the largest file of FAT32, or the limit of a process.
        ArgumentOutOfRangeException =>
            new FileException("it would become larger than its file system or the limit of this process allows", error),
        ArgumentException => new FileException("the path holds a character that no path can have", error),
        IOException => new FileException(error.Message, error) { IsInUse = Sharing.IsViolation(error) },
        _ => new FileException(error.Message, error),
    };
}
