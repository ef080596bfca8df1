using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>Shortens text of a server for an error.</summary>
internal static class ShownText
{
    // In bytes: how much of a text is read at most. It is longer than what is shown and a secret that begins there.
    private const int Longest = 8192;

    /// <summary>The beginning of a text. Secrets are masked before it is cut, because half of one would not be found.</summary>
    public static string Start(ReadOnlySpan<byte> text, int longest, Redactor redactor)
    {
        bool isLong = text.Length > Longest;
        string clean = redactor.Clean(Encoding.UTF8.GetString(isLong ? text[..Longest] : text));
        return isLong || clean.Length > longest ? TextCut.Start(clean, longest) + "..." : clean;
    }
}
