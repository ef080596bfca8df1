using System;
using System.Buffers.Binary;

namespace OfoxPS.Gateway.Images;

/// <summary>The three kinds of WebP: lossy (VP8), lossless (VP8L) and extended (VP8X).</summary>
internal static class WebPProbe
{
    private const int Data = 20;

    public static ImageFacts? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Data + 10)
        {
            return bytes.Length >= Data + 5 && bytes[12..16].SequenceEqual("VP8L"u8) ? Lossless(bytes[Data..]) : null;
        }

        ReadOnlySpan<byte> kind = bytes[12..16];
        return kind switch
        {
            _ when kind.SequenceEqual("VP8 "u8) => Lossy(bytes[Data..]),
            _ when kind.SequenceEqual("VP8L"u8) => Lossless(bytes[Data..]),
            _ when kind.SequenceEqual("VP8X"u8) => new ImageFacts("webp", 1 + UInt24(bytes[(Data + 4)..]), 1 + UInt24(bytes[(Data + 7)..])),
            _ => null,
        };
    }

    private static ImageFacts? Lossy(ReadOnlySpan<byte> data) => data is [_, _, _, 0x9D, 0x01, 0x2A, ..]
        ? new ImageFacts(
            "webp", BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF)
        : null;

    private static ImageFacts? Lossless(ReadOnlySpan<byte> data)
    {
        uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
        return data[0] == 0x2F ? new ImageFacts("webp", 1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF)) : null;
    }

    private static int UInt24(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
