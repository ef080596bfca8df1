using System;
using System.Collections.Generic;
using System.IO;
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
    public static IReadOnlyList<Interaction> Read(string path)
    {
        try
        {
            return File.Exists(path) && !LocalFile.HasNothing(path) ? CassetteReader.Read(File.ReadAllText(path, Utf8), path) : [];
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
            string text = CassetteWriter.ToText(change(Read(path)));

            // Rewritten only for a reason, so that a second recording of the same leaves even the file's date alone.
            if (!File.Exists(path) || File.ReadAllText(path, Utf8).Replace("\r\n", "\n") != text)
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
}
