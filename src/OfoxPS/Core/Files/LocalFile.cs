using System;
using System.IO;
using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>Reads files of the user, and says plainly why one cannot be read.</summary>
internal static class LocalFile
{
    /// <summary>The bytes of a file that is read as a whole: 128 MiB.</summary>
    public const long MaximumText = 128L * 1024 * 1024;

    private const string Devices = "/dev/";

    private static readonly string[] SystemFolders = ["/proc/", "/sys/", Devices];

    /// <param name="path">The file.</param>
    /// <param name="what">What is asked for, in an error.</param>
    public static FileStream Open(string path, string what = "file")
    {
        try
        {
            if (HasNothing(path))
            {
                throw Failure.InvalidArgument($"The {what} '{path}' is empty.");
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failure.NoFile(what, path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw Failure.CannotRead(what, path, Directory.Exists(path) ? "it is a directory" : "access is denied", error);
        }
        catch (PathTooLongException error)
        {
            throw Failure.CannotRead(what, TerminalText.Truncate(path, 100), "the path is too long", error);
        }
        catch (IOException error)
        {
            throw Failure.CannotRead(what, path, error.Message, error);
        }
    }

    /// <summary>Whether it is a device, which is not replaced and has nothing made beside it.</summary>
    public static bool IsDevice(string path) => path.StartsWith(Devices, StringComparison.Ordinal);

    /// <summary>
    /// Whether there is nothing in it. A pipe looks the same, and opening one waits for somebody to write, which nothing can end.
    /// Files of the system have content though they have no length.
    /// </summary>
    public static bool HasNothing(string path) =>
        new FileInfo(path) is { Exists: true, Length: 0 }
        && !Array.Exists(SystemFolders, folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The text of a file that is read as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is longer than what is read, or cannot be read.</exception>
    public static string ReadText(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.CanSeek && file.Length > MaximumText)
        {
            throw new IOException($"it has {file.Length / 1048576.0:0.0} MiB, and at most {MaximumText / 1048576} MiB are read");
        }

        // A device has no length, and may have no end.
        using StreamReader reader = new(file);
        StringBuilder text = new();
        char[] block = new char[64 * 1024];
        for (int read; (read = reader.Read(block, 0, block.Length)) > 0;)
        {
            if (text.Length + read > MaximumText)
            {
                throw new IOException($"it has more than {MaximumText / 1048576} MiB, and no more are read");
            }

            text.Append(block, 0, read);
        }

        return text.ToString();
    }

    /// <summary>Reads until <paramref name="count"/> bytes or the end; a single read may bring fewer.</summary>
    public static int Fill(Stream stream, byte[] buffer, int count)
    {
        int total = 0;
        while (total < count)
        {
            int read = stream.Read(buffer, total, count - total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <summary>Writes a file so that a reader sees the old one or the new one, never a part, whoever else writes it meanwhile.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        string fresh = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
            }

            try
            {
                File.Move(fresh, path);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Replace(fresh, path, null);
            }
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
