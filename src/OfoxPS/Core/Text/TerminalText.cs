using System.Globalization;
using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>
/// Text that came from outside (a server, a model, a file, the name of a file) as a terminal may show it: nothing in it moves the cursor,
/// changes colours, writes the clipboard, or turns the direction of what stands beside it.
/// </summary>
internal static class TerminalText
{
    // Letters and marks that show as nothing.
    private const string Blanks = "\u115F\u1160\u3164\uFFA0\u2800\u034F";

    /// <summary>For reading: what a terminal would obey is written out; line breaks and tabs are not.</summary>
    public static string Sanitize(string text)
    {
        int at = 0;
        while (at < text.Length && !IsObeyed(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            return text;
        }

        StringBuilder result = new(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (!IsObeyed(c))
            {
                result.Append(c);
            }
            else if (c != '\r')
            {
                result.Append(Code(c));
            }
        }

        return result.ToString();
    }

    /// <summary>The beginning of a text that may have any length.</summary>
    public static string Truncate(string text, int longest) => text.Length <= longest ? text : TextCut.Start(text, longest) + "…";

    /// <summary>
    /// For judging: one line, in which nothing is hidden and nothing turns direction. Of a longer text the middle is left out, with its
    /// length.
    /// </summary>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        if (text.Length > longest)
        {
            string start = TextCut.Start(text, longest / 2);
            string end = TextCut.End(text, longest / 2);
            text = $"{start} … ({text.Length - start.Length - end.Length} more characters) … {end}";
        }

        int plain = 0;
        while (plain < text.Length && text[plain] is >= ' ' and <= '~')
        {
            plain++;
        }

        if (plain == text.Length)
        {
            return text;
        }

        StringBuilder result = new(text, 0, plain, text.Length + 16);
        for (int i = plain; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
            string shown = pair ? text.Substring(i, 2) : c.ToString();
            if (c is '\n' or '\t')
            {
                shown = c == '\n' ? "\\n" : "\\t";
            }
            else if (IsHidden(text, i) || Blanks.IndexOf(c) >= 0)
            {
                shown = pair ? Code(c) + Code(text[i + 1]) : Code(c);
            }

            result.Append(shown);
            i += pair ? 1 : 0;
        }

        return result.ToString();
    }

    private static bool IsHidden(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Control characters of ASCII and of Latin-1, and those that embed, override or isolate a direction.
    private static bool IsObeyed(char c) => c < ' ' ? c is not ('\n' or '\t') : c >= '\u007F'
        && (c <= '\u009F' || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    private static string Code(char c) => $"\\u{(int)c:X4}";
}
