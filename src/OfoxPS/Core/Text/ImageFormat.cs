using System;

namespace OfoxPS.Core.Text;

/// <summary>Tells what an image is by its first bytes: names lie, bytes do not.</summary>
internal static class ImageFormat
{
    /// <summary>As many bytes as <see cref="MediaTypeOf"/> looks at.</summary>
    public const int HeaderLength = 12;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

    /// <summary>Whether a file is named as an image of one of these formats is.</summary>
    public static bool IsNameOfImage(string path) => Array.Exists(Extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The media type of the formats that vision models take; null for anything else.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith(Png))
        {
            return "image/png";
        }

        if (header.StartsWith(Jpeg))
        {
            return "image/jpeg";
        }

        if (header.StartsWith("GIF87a"u8) || header.StartsWith("GIF89a"u8))
        {
            return "image/gif";
        }

        bool webp = header.Length >= HeaderLength && header.StartsWith("RIFF"u8) && header.Slice(8, 4).SequenceEqual("WEBP"u8);
        return webp ? "image/webp" : null;
    }
}
