namespace OfoxPS.Core.Files;

/// <summary>
/// Adds to files that are opened for each addition and that several processes add to. Whoever adds has locked the name of the file.
/// </summary>
internal static class AppendFile
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether a path is a name that Unix has for a stream of this process (<c>/dev/stdout</c>). Like a device it is only written to: no
    /// file is made beside it, and its content is not read.
    /// </summary>
    public static bool IsStream(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Writes to a device or a stream.</summary>
    /// <exception cref="FileException">It cannot be written to.</exception>
    public static void WriteStream(string path, byte[] bytes, CancellationToken stop)
    {
        using FileStream file = Sharing.Try(
            () => Poly.OpenFile(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete),
            stop: stop);
        RecordWriter.Write(file, bytes, file.CanSeek ? file.Length : 0);
    }

    /// <summary>Adds a line with its end to a regular file, or to a new one. A last line that lacks its end is ended first.</summary>
    /// <returns>False where the file would become longer than <paramref name="largest"/>; nothing is added then.</returns>
    /// <exception cref="FileException">The file begins otherwise than <paramref name="beginning"/>, or cannot be written.</exception>
    public static bool TryAddLine(string path, byte[] line, string beginning, long largest, CancellationToken stop)
    {
        using FileStream file = RegularFile.OpenKnown(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, stop);
        CrossUserLock.Take(file, LongestLock, stop);
        long length = file.Length;
        if (length > 0)
        {
            if (!Begins(file, beginning))
            {
                throw new FileException("it is a file of another kind, and has been left as it is");
            }

            if (length + line.Length > largest)
            {
                return false;
            }

            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                line = [(byte)'\n', .. line];
            }
        }

        RecordWriter.Write(file, line, length);
        return true;
    }

    /// <summary>Replaces the last bytes of a file without reading what is before them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beginning">How a file of this kind begins.</param>
    /// <param name="end">How it ends, and what is before that; only the last <paramref name="replaced"/> bytes are replaced.</param>
    /// <param name="replaced">How many bytes are replaced.</param>
    /// <param name="next">Gives what comes in their place.</param>
    /// <param name="before">Is done first, when it is known that the file can be added to.</param>
    /// <param name="stop">Ends the wait for somebody who holds the file.</param>
    /// <returns>False where the file is not there, or begins or ends otherwise; it is not changed then.</returns>
    /// <exception cref="FileException">The file cannot be written, and is as it was.</exception>
    public static bool TryReplaceEnd(
        string path, string beginning, byte[] end, int replaced, Func<byte[]> next, Action before, CancellationToken stop)
    {
        if (!RegularFile.Exists(path))
        {
            return false;
        }

        using FileStream file = RegularFile.OpenKnown(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, stop);
        if (file.Length < end.Length || !Begins(file, beginning) || !Ends(file, end))
        {
            return false;
        }

        before();
        RecordWriter.Write(file, next(), file.Length - replaced, before: [.. end.AsSpan(end.Length - replaced)]);
        return true;
    }

    /// <summary>Whether a file is of a kind, as its beginning tells; an empty one is.</summary>
    /// <exception cref="FileException">It cannot be read.</exception>
    public static bool IsOfKind(string path, string beginning)
    {
        using Stream file = RegularFile.Read(path);
        return file.Length == 0 || Begins(file, beginning);
    }

    private static bool Begins(Stream file, string beginning)
    {
        byte[] head = new byte[OwnFileStart.Length];
        file.Seek(0, SeekOrigin.Begin);
        int read = FileContent.Fill(file, head, head.Length);
        return OwnFileStart.Agrees(head.AsSpan(0, read), beginning);
    }

    private static bool Ends(FileStream file, byte[] expected)
    {
        byte[] end = new byte[expected.Length];
        file.Seek(-end.Length, SeekOrigin.End);
        return FileContent.Fill(file, end, end.Length) == end.Length && end.AsSpan().SequenceEqual(expected);
    }
}
