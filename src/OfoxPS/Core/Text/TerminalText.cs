using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace OfoxPS.Core.Text;

/// <summary>Text of a model as a terminal may show it: nothing in it moves the cursor, changes colours, or writes the clipboard.</summary>
internal static class TerminalText
{
    // Letters and marks that show as nothing.
    private const string Blanks = "\u115F\u1160\u3164\uFFA0\u2800\u034F";

    /// <summary>For reading: control characters are written out, line breaks and tabs are not.</summary>
    public static string Sanitize(string text)
    {
        if (!Has(text, static c => char.IsControl(c) && c is not ('\n' or '\t')))
        {
            return text;
        }

        StringBuilder result = new(text.Length);
        foreach (char c in text)
        {
            if (c != '\r')
            {
                result.Append(char.IsControl(c) && c is not ('\n' or '\t') ? Code(c) : c.ToString());
            }
        }

        return result.ToString();
    }

    /// <summary>For an error: as <see cref="Sanitize"/>, and no part of it turns the direction of what stands beside it.</summary>
    public static string SanitizeDirections(string text) => Has(text, IsTurn)
        ? string.Concat(Sanitize(text).Select(static c => IsTurn(c) ? Code(c) : c.ToString()))
        : Sanitize(text);

    /// <summary>The beginning of a text that may have any length.</summary>
    public static string Truncate(string text, int longest) => text.Length <= longest ? text : TextCut.Start(text, longest) + "…";

    /// <summary>For judging: one line, in which nothing is hidden and nothing turns direction.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">Beyond this the middle is left out, with its length.</param>
    public static string OneLine(string text, int longest = int.MaxValue)
    {
        if (text.Length > longest)
        {
            string start = TextCut.Start(text, longest / 2);
            string end = TextCut.End(text, longest / 2);
            text = $"{start} … ({text.Length - start.Length - end.Length} more characters) … {end}";
        }

        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
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

    private static bool IsTurn(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool Has(string text, Func<char, bool> wanted)
    {
        foreach (char c in text)
        {
            if (wanted(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Code(char c) => $"\\u{(int)c:X4}";
}
