using System;
using System.Buffers.Binary;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Images as far as the gateway reads them.</summary>
internal static class TestImages
{
    /// <summary>The signature of a PNG, and the chunk that says its size.</summary>
    public static byte[] Png(int width, int height)
    {
        byte[] bytes = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[8], 8, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    public static string DataUrl(string mime, byte[] bytes) => $"data:{mime};base64,{Convert.ToBase64String(bytes)}";
}
