using System.Text;

namespace OfoxPS.Core.Files;

/// <summary>Recognises the files that this module writes by their first bytes, so that it never writes to any other.</summary>
internal static class OwnFileStart
{
    /// <summary>How many bytes a beginning may have at most, with a byte order mark.</summary>
    public const int Length = 64;

    /// <summary>Whether bytes are the beginning of a kind of file, or of line, or as much of it as there is of them.</summary>
    public static bool Agrees(ReadOnlySpan<byte> bytes, string beginning)
    {
        ReadOnlySpan<byte> start = bytes.StartsWith("\uFEFF"u8) ? bytes.Slice(3) : bytes;
        byte[] expected = Encoding.UTF8.GetBytes(beginning);
        int length = Math.Min(start.Length, expected.Length);
        return length > 0 && start.Slice(0, length).SequenceEqual(expected.AsSpan(0, length));
    }
}
