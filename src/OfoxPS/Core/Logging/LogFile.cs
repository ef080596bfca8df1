using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Logging;

/// <summary>
/// A file of lines that many may write to at once: runspaces, jobs, scheduled tasks. Each line is whole.
/// When it would grow beyond its size it becomes name.1.ext, what was that becomes name.2.ext, and so on.
/// </summary>
internal sealed class LogFile
{
    public const long DefaultMaximumSize = 10 * 1024 * 1024;

    /// <summary>How many files are kept beside the one that is written to.</summary>
    public const int Kept = 5;

    // The answer waits meanwhile.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _path;
    private readonly long _maximumSize;

    public LogFile(string path, long maximumSize = DefaultMaximumSize)
    {
        _path = path;
        _maximumSize = maximumSize;
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="stop">Ends the wait for others who write.</param>
    /// <exception cref="IOException">The disk is full, or the file is no place to write to.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written to.</exception>
    public void Append(string line, CancellationToken stop = default)
    {
        byte[] bytes = Utf8.GetBytes(line + "\n");
        if (Path.GetDirectoryName(_path) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        using FileLock? held = Lock(_path, create: true, stop);
        if (new FileInfo(_path) is { Exists: true, Length: > 0 } file && file.Length + bytes.Length > _maximumSize)
        {
            Rotate();
        }

        Write(bytes);
    }

    /// <summary>The rotated files that there are, oldest first, and the file itself.</summary>
    public IReadOnlyList<string> All() =>
        [.. Enumerable.Range(1, Kept).Reverse().Select(Rotated).Append(_path).Where(File.Exists)];

    /// <summary>Makes the caller the only one at a log; null for a device, which has nothing beside it.</summary>
    /// <param name="path">The log.</param>
    /// <param name="create">Whether to make the file of the lock where there is none.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="IOException">Somebody else does not let go of it.</exception>
    internal static FileLock? Lock(string path, bool create, CancellationToken stop = default) =>
        LocalFile.IsDevice(path) ? null : FileLock.Beside(path, create, LongestWait, stop);

    private void Write(byte[] bytes)
    {
        using FileStream file = new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (!file.CanSeek || file.Length == 0)
        {
            Write(file, bytes, 0);
            return;
        }

        long length = file.Length;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
        {
            // Somebody was cut off in the middle of a line; this one is on its own.
            bytes = [(byte)'\n', .. bytes];
        }

        Write(file, bytes, length);
    }

    private static void Write(FileStream file, byte[] bytes, long start)
    {
        try
        {
            file.Write(bytes, 0, bytes.Length);
            file.Flush();
        }
        catch (IOException)
        {
            // Half a line is worse than none. The first failure is the one to tell.
            try
            {
                file.SetLength(start);
            }
            catch (Exception)
            {
                // Then the next line begins on its own.
            }

            throw;
        }
    }

    private void Rotate()
    {
        try
        {
            File.Delete(Rotated(Kept));
            foreach (int number in Enumerable.Range(1, Kept - 1).Reverse().Where(number => File.Exists(Rotated(number))))
            {
                File.Move(Rotated(number), Rotated(number + 1));
            }

            File.Move(_path, Rotated(1));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody holds one of them open. The line matters more than the size.
        }
    }

    private string Rotated(int number) => Path.Combine(
        Path.GetDirectoryName(_path) ?? string.Empty,
        $"{Path.GetFileNameWithoutExtension(_path)}.{number}{Path.GetExtension(_path)}");
}
