using System.Text;

namespace OfoxPS;

/// <summary>The head of a WAV file of the sound that OpenAI streams without one: PCM of 16 bits, 24 kHz, one channel.</summary>
internal static class PcmWaveHeader
{
    // In samples a second.
    private const int Rate = 24_000;

    private const short Pcm = 1;

    private const short Channels = 1;

    private const short BytesPerSample = 2;

    // How many bytes of the head follow the length of the file, and how many the format has.
    private const int BytesAfterLength = 36;

    private const int FormatLength = 16;

    /// <summary>The head of so many bytes of sound.</summary>
    public static byte[] Of(int length)
    {
        using MemoryStream head = new();
        using BinaryWriter writer = new(head);
        writer.Write(Encoding.ASCII.GetBytes("RIFF"));
        writer.Write(BytesAfterLength + length);
        writer.Write(Encoding.ASCII.GetBytes("WAVEfmt "));
        writer.Write(FormatLength);
        writer.Write(Pcm);
        writer.Write(Channels);
        writer.Write(Rate);
        writer.Write(Rate * BytesPerSample);
        writer.Write(BytesPerSample);
        writer.Write((short)(BytesPerSample * 8));
        writer.Write(Encoding.ASCII.GetBytes("data"));
        writer.Write(length);
        return head.ToArray();
    }
}
