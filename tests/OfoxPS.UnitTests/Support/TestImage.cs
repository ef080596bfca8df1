using System;

namespace OfoxPS.UnitTests.Support;

/// <summary>Bytes that begin as an image does; nothing here looks further.</summary>
internal static class TestImage
{
    public static byte[] Png(int length) => Of([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], length);

    public static byte[] Jpeg(int length) => Of([0xFF, 0xD8, 0xFF], length);

    private static byte[] Of(byte[] start, int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        start.AsSpan(0, Math.Min(start.Length, length)).CopyTo(bytes);
        return bytes;
    }
}
