using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Images of any size, made byte by byte; all of them decode, except that the lossy WebP is a header only.</summary>
internal static class TestImages
{
    public static byte[] Png(int width, int height)
    {
        using MemoryStream pixels = new();
        using (ZLibStream zlib = new(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[(width + 1) * height]);
        }

        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. PngChunk("IHDR"u8, [.. Big32(width), .. Big32(height), 8, 0, 0, 0, 0]),
            .. PngChunk("IDAT"u8, pixels.ToArray()),
            .. PngChunk("IEND"u8, []),
        ];
    }

    /// <summary>Grey: every block is two zero bits, "no difference" and "end of block".</summary>
    public static byte[] Jpeg(int width, int height)
    {
        int bits = 2 * ((width + 7) / 8) * ((height + 7) / 8);
        byte[] scan = new byte[(bits + 7) / 8];
        if (bits % 8 > 0)
        {
            scan[^1] = (byte)(0xFF >> (bits % 8));
        }

        return
        [
            0xFF, 0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
            .. Segment(0xC4, [0x00, 1, .. new byte[15], 0]),
            .. Segment(0xC0, [8, .. Big16(height), .. Big16(width), 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            .. scan,
            0xFF, 0xD9,
        ];
    }

    /// <summary>One transparent pixel on a screen of the given size.</summary>
    public static byte[] Gif(int width, int height) =>
    [
        .. "GIF89a"u8, .. Little(width, 2), .. Little(height, 2), 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0, 0x3B,
    ];

    public static byte[] WebPLossless(int width, int height) => Riff(LosslessChunk(width, height));

    public static byte[] WebPExtended(int width, int height) =>
        Riff([.. RiffChunk("VP8X"u8, [0, 0, 0, 0, .. Little(width - 1, 3), .. Little(height - 1, 3)]), .. LosslessChunk(width, height)]);

    public static byte[] WebPLossy(int width, int height) =>
        Riff(RiffChunk("VP8 "u8, [0x10, 0, 0, 0x9D, 0x01, 0x2A, .. Little(width, 2), .. Little(height, 2), 0, 0]));

    public static string DataUrl(string mime, byte[] bytes) => $"data:{mime};base64,{Convert.ToBase64String(bytes)}";

    // No transforms, no caches, and five Huffman codes of one symbol each: a pixel takes no bits at all.
    private static byte[] LosslessChunk(int width, int height) =>
        RiffChunk("VP8L"u8, [0x2F, .. Little((width - 1) | ((height - 1) << 14), 4), 0x88, 0x88, 0x08]);

    private static byte[] Riff(IReadOnlyCollection<byte> chunks) => [.. "RIFF"u8, .. Little(chunks.Count + 4, 4), .. "WEBP"u8, .. chunks];

    private static byte[] RiffChunk(ReadOnlySpan<byte> kind, byte[] data) => [.. kind, .. Little(data.Length, 4), .. data, .. new byte[data.Length % 2]];

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, .. Big16(data.Length + 2), .. data];

    private static byte[] PngChunk(ReadOnlySpan<byte> kind, byte[] data)
    {
        byte[] named = [.. kind, .. data];
        return [.. Big32(data.Length), .. named, .. Big32((int)Crc(named))];
    }

    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
            }
        }

        return ~crc;
    }

    private static byte[] Big16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Big32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(value >> (8 * i)))];
}
