using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>What a server sent, as an error shows it.</summary>
internal static class ShownText
{
    // Bytes that are read of a text of any length: what is shown of it, and a secret that begins there.
    private const int Longest = 8192;

    /// <summary>The beginning of a text. Secrets are masked before it is cut, because half of one would not be found.</summary>
    public static string Start(ReadOnlySpan<byte> text, int longest, Redactor redactor)
    {
        bool isLong = text.Length > Longest;
        string clean = redactor.Clean(Encoding.UTF8.GetString(isLong ? text[..Longest] : text));
        return isLong || clean.Length > longest ? TextCut.Start(clean, longest) + "..." : clean;
    }
}
