using OfoxPS.Core.Files;

namespace OfoxPS.Core.Checkpoint;

/// <summary>The lines of a file with their places, one after the other: a file of gigabytes takes the memory of its longest line.</summary>
internal static class LineScanner
{
    /// <summary>The longest line, in bytes: 256 MiB.</summary>
    public const int MaximumLine = 256 * 1024 * 1024;

    private const int BlockSize = 256 * 1024;

    /// <param name="file">The file, which is read from its beginning.</param>
    /// <returns>
    /// Each line without its end, where it begins, and whether it has an end. The bytes are good until the next one is asked for.
    /// </returns>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, long Offset, bool IsEnded)> Read(Stream file)
    {
        byte[] buffer = new byte[BlockSize];
        long offset = SkipMark(file);
        int start = 0;
        int filled = 0;
        while (true)
        {
            int scanned = start;
            int end;
            while ((end = Array.IndexOf(buffer, (byte)'\n', scanned, filled - scanned)) >= 0)
            {
                yield return (buffer.AsMemory(start, end - start), offset, true);
                offset += end - start + 1;
                start = scanned = end + 1;
            }

            Array.Copy(buffer, start, buffer, 0, filled - start);
            (filled, start) = (filled - start, 0);
            if (filled == buffer.Length)
            {
                Grow(ref buffer);
            }

            int read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                if (filled > 0)
                {
                    yield return (buffer.AsMemory(0, filled), offset, false);
                }

                yield break;
            }

            filled += read;
        }
    }

    /// <summary>The line that begins at a place of a file, without its end.</summary>
    public static ReadOnlyMemory<byte> LineAt(Stream file, long offset)
    {
        byte[] block = new byte[4096];
        file.Seek(offset, SeekOrigin.Begin);
        int read = file.Read(block, 0, block.Length);
        int end = Array.IndexOf(block, (byte)'\n', 0, read);
        if (end >= 0)
        {
            return block.AsMemory(0, end);
        }

        // The end is found before anything is read, so that a long line is in memory only once.
        int length = read;
        while ((read = file.Read(block, 0, block.Length)) > 0 && (end = Array.IndexOf(block, (byte)'\n', 0, read)) < 0)
        {
            length += read;
            CheckLength(length);
        }

        byte[] line = new byte[length + Math.Max(read > 0 ? end : 0, 0)];
        file.Seek(offset, SeekOrigin.Begin);
        return line.AsMemory(0, FileContent.Fill(file, line, line.Length));
    }

    // Editors of Windows put a byte order mark before the first line.
    private static int SkipMark(Stream file)
    {
        byte[] mark = new byte[3];
        file.Seek(0, SeekOrigin.Begin);
        int read = FileContent.Fill(file, mark, mark.Length);
        int length = mark.AsSpan(0, read).SequenceEqual("\uFEFF"u8) ? mark.Length : 0;
        file.Seek(length, SeekOrigin.Begin);
        return length;
    }

    private static void Grow(ref byte[] buffer)
    {
        CheckLength(buffer.Length);

        // One byte more than a line may have, for its end.
        Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaximumLine + 1));
    }
    private static void CheckLength(int length)
    {
        if (length > MaximumLine)
        {
            throw new IOException($"it has a line of more than {MaximumLine / 1048576} MiB");
        }
    }
}
