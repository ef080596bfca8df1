using System;
using System.IO;
using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Pipeline;

/// <summary>A file as a part of a message: an image by its bytes, else text with its name.</summary>
internal static class InputFile
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    public static ChatContentPart Read(FileInfo file, string? imageDetail)
    {
        byte[] header = new byte[ImageFormat.HeaderLength];
        using (FileStream stream = LocalFile.Open(file.FullName))
        {
            int read = LocalFile.Fill(stream, header, header.Length);
            if (read == 0)
            {
                throw Failure.InvalidArgument($"The file '{file.FullName}' is empty.");
            }

            if (ImageFormat.MediaTypeOf(header.AsSpan(0, read)) is null)
            {
                return ChatContentPart.FromText($"{file.Name}:\n{ReadText(stream, header, read, file.FullName)}");
            }
        }

        return ChatContentPart.FromImage(ChatImage.FromFile(file.FullName), imageDetail);
    }

    private static string ReadText(FileStream stream, byte[] header, int read, string path)
    {
        if (stream.Length > ChatImage.MaximumLength)
        {
            throw Failure.InvalidArgument($"The file '{path}' has {stream.Length / 1048576.0:0.0} MiB; a text file may have at most 20 MiB.");
        }

        // To the end rather than by the length: some files of the system have content but no length.
        using MemoryStream bytes = new();
        bytes.Write(header, 0, read);
        stream.CopyTo(bytes);
        return Decode(bytes.ToArray())
            ?? throw Failure.InvalidArgument($"The file '{path}' is neither text nor an image (PNG, JPEG, GIF, WebP).");
    }

    // A byte order mark tells the encoding; without one only UTF-8 is certain, and a zero byte is no text.
    private static string? Decode(byte[] bytes)
    {
        try
        {
            string text = bytes switch
            {
                _ when Starts(bytes, 0xFF, 0xFE, 0, 0) => Encoding.UTF32.GetString(bytes, 4, bytes.Length - 4),
                _ when Starts(bytes, 0xFF, 0xFE) => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
                _ when Starts(bytes, 0xFE, 0xFF) => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
                _ when Starts(bytes, 0xEF, 0xBB, 0xBF) => StrictUtf8.GetString(bytes, 3, bytes.Length - 3),
                _ => StrictUtf8.GetString(bytes),
            };
            return text.IndexOf('\0') < 0 ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool Starts(byte[] bytes, params byte[] mark) => bytes.AsSpan().StartsWith(mark);
}
