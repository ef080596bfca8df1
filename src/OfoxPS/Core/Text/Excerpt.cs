using System.Text;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Text;

/// <summary>The first words of a body that could not be read, for the message of an error.</summary>
internal static class Excerpt
{
    private const int MaximumLength = 120;

    // The most characters that are read between two tags.
    private const int LongestText = 4096;

    private static readonly Regex Blanks = new(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant);

    /// <summary><c>: "the first words …"</c>, without markup; empty if nothing is left.</summary>
    public static string Of(string body)
    {
        StringBuilder words = new();
        string before = string.Empty;
        for (int at = 0; at < body.Length && words.Length <= MaximumLength;)
        {
            int tag = body.IndexOf('<', at);
            int end = Math.Min(tag < 0 ? body.Length : tag, at + LongestText);
            string text = Blanks.Replace(body.Substring(at, end - at), " ").Trim();

            // The heading of a page repeats its title.
            if (text.Length > 0 && text != before)
            {
                words.Append(words.Length > 0 ? " " : string.Empty).Append(text);
                before = text;
            }

            int close = tag < 0 ? -1 : body.IndexOf('>', tag);
            at = close < 0 ? body.Length : close + 1;
        }

        string excerpt = TerminalText.Truncate(words.ToString(), MaximumLength);
        return excerpt.Length == 0 ? string.Empty : $": \"{excerpt}\"";
    }
}
