using System;
using System.Buffers.Binary;

namespace OfoxPS.Gateway.Images;

/// <summary>Tells format and size of an image by its bytes; null for what is none of the four formats, or is cut off too early.</summary>
internal static class ImageProbe
{
    public static ImageFacts? Read(ReadOnlySpan<byte> bytes)
    {
        ImageFacts? facts = bytes switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png(bytes),
            [0xFF, 0xD8, 0xFF, ..] => JpegProbe.Read(bytes),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif(bytes),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
                WebPProbe.Read(bytes),
            _ => null,
        };
        return facts is { Width: > 0, Height: > 0 } ? facts : null;
    }

    private static ImageFacts? Png(ReadOnlySpan<byte> bytes) => bytes.Length >= 33 && bytes[12..16].SequenceEqual("IHDR"u8)
        ? new ImageFacts("png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
        : null;

    private static ImageFacts? Gif(ReadOnlySpan<byte> bytes) => bytes.Length >= 13
        ? new ImageFacts("gif", BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]))
        : null;
}
