namespace OfoxPS.Core.Files;

/// <summary>Writes to the end of a file, the whole or nothing: half a record is worse than none.</summary>
internal static class RecordWriter
{
    /// <param name="file">The file. One that has no length, such as a device, only gets the bytes.</param>
    /// <param name="bytes">The record.</param>
    /// <param name="start">Where it begins; what stood there and behind it is replaced.</param>
    /// <param name="toDisk">Whether it is written through to the disk.</param>
    /// <param name="before">What stood at <paramref name="start"/>; nothing unless given.</param>
    /// <exception cref="FileException">It cannot be written, and the file is as it was.</exception>
    public static void Write(FileStream file, byte[] bytes, long start, bool toDisk = false, byte[]? before = null)
    {
        try
        {
            if (file.CanSeek)
            {
                file.Seek(start, SeekOrigin.Begin);
            }

            file.Write(bytes, 0, bytes.Length);
            file.Flush(toDisk);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            Restore(file, start, before ?? []);
            throw FileException.Of(error);
        }
    }

    private static void Restore(FileStream file, long start, byte[] before)
    {
        try
        {
            if (file.CanSeek && file.Length >= start)
            {
                file.SetLength(start);
                file.Seek(start, SeekOrigin.Begin);
                file.Write(before, 0, before.Length);
                file.Flush();
            }
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // The first failure is reported. The rest of a record is found and removed when the file is opened again.
        }
    }
}
