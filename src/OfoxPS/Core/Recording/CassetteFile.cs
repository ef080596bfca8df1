using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>The file of a cassette. A change reads, changes and writes it as one step, whoever else records into it.</summary>
internal static class CassetteFile
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What the file holds; nothing where there is none.</summary>
    /// <exception cref="OfoxException">The file is no cassette, or cannot be read.</exception>
    public static IReadOnlyList<Interaction> Read(string path) => Read(path, out _);

    /// <param name="path">The file.</param>
    /// <param name="isTorn">Whether it ends inside a recording, which is left out: whoever added it was ended meanwhile.</param>
    /// <exception cref="OfoxException">The file is no cassette, or cannot be read.</exception>
    public static IReadOnlyList<Interaction> Read(string path, out bool isTorn)
    {
        isTorn = false;
        try
        {
            return ReadOrMend(path, ref isTorn, mends: false);
        }
        catch (OfoxException)
        {
            // Somebody may be adding to it just now.
            using FileLock held = Lock(path);
            return ReadOrMend(path, ref isTorn, mends: true);
        }
    }

    private static FileLock Lock(string path)
    {
        try
        {
            return FileLock.Elsewhere(path, LongestWait);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotRead("cassette", path, error.Message, error);
        }
    }

    private static IReadOnlyList<Interaction> ReadOrMend(string path, ref bool isTorn, bool mends)
    {
        try
        {
            string? text = File.Exists(path) && !LocalFile.HasNothing(path) ? LocalFile.ReadText(path) : null;
            if (mends && text is not null && CassetteReader.WithoutTornEnd(text) is { } whole)
            {
                isTorn = true;
                text = whole;
            }

            return text is null ? [] : CassetteReader.Read(text, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotRead("cassette", path, error.Message, error);
        }
    }

    /// <exception cref="OfoxException">The file cannot be written, or is no cassette.</exception>
    public static void Change(string path, Func<IReadOnlyList<Interaction>, IReadOnlyList<Interaction>> change, IEnumerable<StoredImage> images, CancellationToken stop = default)
    {
        try
        {
            if (LocalFile.IsDevice(path))
            {
                throw new IOException("it is a device");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileLock held = FileLock.Elsewhere(path, LongestWait, stop);
            ImageStore.Keep(path, images);
            bool isTorn = false;
            string text = CassetteWriter.ToText(change(ReadOrMend(path, ref isTorn, mends: true)));

            // Rewritten only for a reason, so that a second recording of the same leaves even the file's date alone.
            if (!File.Exists(path) || LocalFile.ReadText(path).Replace("\r\n", "\n") != text)
            {
                LocalFile.Replace(path, stream =>
                {
                    byte[] bytes = Utf8.GetBytes(text);
                    stream.Write(bytes, 0, bytes.Length);
                });
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite("cassette", path, error);
        }
    }

    /// <summary>
    /// Adds an interaction to the end of the file without reading what it holds, so that recording takes time in proportion to what is recorded.
    /// </summary>
    /// <returns>False where the file does not end as we write it: it is new, or somebody has edited it.</returns>
    /// <exception cref="OfoxException">The file cannot be written.</exception>
    public static bool TryAppend(string path, Interaction interaction, IEnumerable<StoredImage> images, CancellationToken stop = default)
    {
        if (LocalFile.IsDevice(path) || !File.Exists(path))
        {
            return false;
        }

        try
        {
            using FileLock held = FileLock.Elsewhere(path, LongestWait, stop);
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            byte[] expected = Utf8.GetBytes("    }" + CassetteWriter.End);
            if (file.Length < expected.Length || !EndsWith(file, expected))
            {
                return false;
            }

            ImageStore.Keep(path, images);
            byte[] next = Utf8.GetBytes(CassetteWriter.ToNext(interaction));
            file.Seek(-CassetteWriter.End.Length, SeekOrigin.End);
            file.Write(next, 0, next.Length);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite("cassette", path, error);
        }
    }

    /// <summary>Takes interactions out of the file, and the images that nothing in it names any more.</summary>
    /// <exception cref="OfoxException">The file cannot be written, or is no cassette.</exception>
    public static void Remove(string path, Predicate<Interaction> isUnused, CancellationToken stop = default)
    {
        if (!File.Exists(path))
        {
            return;
        }

        Change(path, current => [.. current.Where(one => !isUnused(one))], [], stop);
        try
        {
            using FileLock held = FileLock.Elsewhere(path, LongestWait, stop);
            ImageStore.Drop(path, LocalFile.ReadText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite("cassette", path, error);
        }
    }

    private static bool EndsWith(FileStream file, byte[] expected)
    {
        byte[] end = new byte[expected.Length];
        file.Seek(-end.Length, SeekOrigin.End);
        int read = 0;
        for (int more = -1; more != 0 && read < end.Length; read += more)
        {
            more = file.Read(end, read, end.Length - read);
        }

        return end.AsSpan().SequenceEqual(expected);
    }
}
