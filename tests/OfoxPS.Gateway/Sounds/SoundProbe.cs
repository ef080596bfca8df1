using System;
using System.Buffers.Binary;

namespace OfoxPS.Gateway.Sounds;

/// <summary>Tells format and length of a sound by its bytes; null for what is neither WAV nor MP3, or is cut off.</summary>
internal static class SoundProbe
{
    public static SoundFacts? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => Wav(bytes),
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, >= 0xE0, ..] => new SoundFacts("mp3", null),
        _ => null,
    };

    // The chunks fmt (bytes a second) and data (bytes).
    private static SoundFacts? Wav(ReadOnlySpan<byte> bytes)
    {
        int rate = 0;
        for (int at = 12; at + 8 <= bytes.Length;)
        {
            ReadOnlySpan<byte> name = bytes.Slice(at, 4);
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
            if (length < 0 || length > bytes.Length - at - 8)
            {
                return null;
            }

            if (name.SequenceEqual("fmt "u8) && length >= 16)
            {
                rate = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 16)..]);
            }
            else if (name.SequenceEqual("data"u8))
            {
                return rate > 0 ? new SoundFacts("wav", (int)(length * 1000L / rate)) : null;
            }

            at += 8 + length + (length % 2);
        }

        return null;
    }
}
