namespace OfoxPS.Core.Files;

/// <summary>Reads and replaces files as a whole.</summary>
internal static class FileContent
{
    /// <summary>The bytes of a file that is read as a whole: 128 MiB.</summary>
    public const long MaximumText = 128L * 1024 * 1024;

    private const int BlockSize = 64 * 1024;

    /// <summary>The text of a file. A byte order mark tells its encoding; without one it is UTF-8.</summary>
    /// <exception cref="FileException">It cannot be read, or is longer than <see cref="MaximumText"/>.</exception>
    public static string ReadText(string path)
    {
        using MemoryStream bytes = new(ReadBytes(path, MaximumText), writable: false);
        using StreamReader reader = new(bytes);
        return reader.ReadToEnd();
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="FileException">It cannot be read, or has more than <paramref name="maximum"/>.</exception>
    public static byte[] ReadBytes(string path, long maximum)
    {
        using Stream file = RegularFile.Read(path);
        return ReadBytes(file, maximum);
    }

    /// <summary>The rest of an open file. Files of the system have content though they have no length, so the end is looked for.</summary>
    /// <exception cref="FileException">It cannot be read, or is longer.</exception>
    public static byte[] ReadBytes(Stream file, long maximum)
    {
        try
        {
            using MemoryStream bytes = new((int)Math.Min(Math.Max(file.Length - file.Position, 0), maximum));
            byte[] block = new byte[BlockSize];
            for (int read; (read = file.Read(block, 0, block.Length)) > 0;)
            {
                if (bytes.Length + read > maximum)
                {
                    throw new FileException(FormattableString.Invariant($"it has more than {maximum / 1048576} MiB, and no more are read"));
                }

                bytes.Write(block, 0, read);
            }

            return bytes.Length == bytes.Capacity ? bytes.GetBuffer() : bytes.ToArray();
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw FileException.Of(error);
        }
    }

    /// <summary>Reads until <paramref name="count"/> bytes or the end; a single read may bring fewer.</summary>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static int Fill(Stream stream, byte[] buffer, int count)
    {
        int total = 0;
        try
        {
            for (int read; total < count && (read = stream.Read(buffer, total, count - total)) > 0;)
            {
                total += read;
            }
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw FileException.Of(error);
        }

        return total;
    }

    /// <summary>
    /// Writes a file so that a reader sees the old content or the new one, never a part, also while others write it. A link is followed,
    /// and the mode is kept. A file that is read-only is not replaced.
    /// </summary>
    /// <exception cref="FileException">It cannot be written.</exception>
    public static void Replace(string path, Action<Stream> write, bool makeDirectory = true, CancellationToken stop = default)
    {
        string target = FileName.Target(path);
        if (makeDirectory)
        {
            RegularFile.MakeDirectoryOf(target);
        }

        FileType old = FileState.Of(target).Type;
        RegularFile.Check(target, old);
        if (old != FileType.None)
        {
            // A directory may allow replacing a file that may not be written.
            RegularFile.OpenKnown(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, stop).Dispose();
            FreshFile.RemoveLeftovers(target);
        }

        string fresh = FreshFile.NameFor(target);
        try
        {
            using (FileStream stream = Poly.OpenFile(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                UnixFile.TakeOwner(target, fresh);
                Poly.TakeMode(target, fresh);
                write(stream);

                // Flushed before the name changes: after a power cut the name must not lead to bytes that were lost.
                stream.Flush(flushToDisk: true);
            }

            Sharing.Try(() => Rename(fresh, target), isAllowed: true, stop);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw FileException.Of(error);
        }
        finally
        {
            RegularFile.TryDelete(fresh);
        }
    }

    private static void Rename(string fresh, string target)
    {
        try
        {
            File.Move(fresh, target);
        }
        catch (IOException) when (File.Exists(target))
        {
            File.Replace(fresh, target, null);
        }
    }
}
