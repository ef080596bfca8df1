using System.Text;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Logging;

/// <summary>
/// A file of lines that many may write to at once: runspaces, jobs, scheduled tasks. Each line is whole.
/// When it would grow beyond its size it becomes name.1.ext, what was that becomes name.2.ext, and so on.
/// </summary>
internal sealed class LogFile(string path, long maximumSize = LogFile.DefaultMaximumSize)
{
    public const long DefaultMaximumSize = 10 * 1024 * 1024;

    /// <summary>How each log begins. A file that begins otherwise is somebody else's and is not written to.</summary>
    public const string Beginning = "{\"time\":\"";

    // How long to wait for other writers of the log. The answer is not written to the pipeline before.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Adds a line.</summary>
    /// <returns>What is wrong with the log though the line is in it; null if nothing.</returns>
    /// <exception cref="FileException">The line cannot be added: the file is no log, or no place to write to.</exception>
    public string? Append(string line, CancellationToken stop = default)
    {
        byte[] bytes = Utf8.GetBytes(line + "\n");
        string target = FileName.Target(path);
        FileType type = FileState.Of(target).Type;
        if (type == FileType.Device || AppendFile.IsStream(path))
        {
            AppendFile.WriteStream(path, bytes, stop);
            return null;
        }

        RegularFile.Check(target, type);
        if (type == FileType.None)
        {
            RegularFile.MakeDirectoryOf(target);
        }

        using UserLock held = UserLock.OfName(target, LongestWait, stop);
        if (AppendFile.TryAddLine(target, bytes, Beginning, maximumSize, stop))
        {
            return null;
        }

        string? problem = Rotate(target);
        AppendFile.TryAddLine(target, bytes, Beginning, long.MaxValue, stop);
        return problem;
    }

    /// <summary>The rotated files that there are, oldest first, and the file itself.</summary>
    public IReadOnlyList<string> All() => new RotatedFiles(FileName.Target(path)).All();

    /// <summary>Makes the caller the only one at a log.</summary>
    /// <exception cref="FileException">Somebody else does not let go of it.</exception>
    internal static UserLock Lock(string file) => UserLock.OfName(file, LongestWait);

    private static string? Rotate(string target)
    {
        try
        {
            new RotatedFiles(target).Rotate(Beginning);
            return null;
        }
        catch (FileException error)
        {
            // If the file cannot be rotated, the line is written although it makes the file too long.
            return $"it is full and no new one can be begun, so it grows: {error.Message}";
        }
    }
}
