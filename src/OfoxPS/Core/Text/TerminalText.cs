using System.Globalization;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Text;

/// <summary>
/// Text that came from outside (a server, a model, a file, the name of a file) as a terminal may show it: nothing in it moves the cursor,
/// changes colours, writes the clipboard, or turns the direction of what stands beside it.
/// </summary>
internal static class TerminalText
{
    // Control characters of ASCII and of Latin-1, and those that embed, override or isolate a direction.
    private static readonly Regex Obeyed = new(@"[\x00-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]", RegexOptions.CultureInvariant);

    // A pair of surrogates, which may be shown; or what is not: hidden characters, and letters and marks that show as nothing.
    private static readonly Regex Odd = new(
        @"[\uD800-\uDBFF][\uDC00-\uDFFF]|[\p{C}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u2800\u034F]", RegexOptions.CultureInvariant);

    /// <summary>For reading: what a terminal would obey is written out; line breaks and tabs are not.</summary>
    public static string Sanitize(string text) =>
        Obeyed.Replace(text, static obeyed => obeyed.Value == "\r" ? string.Empty : Code(obeyed.Value[0]));

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

        return Odd.Replace(text, static odd => odd.Value switch
        {
            "\n" => "\\n",
            "\t" => "\\t",
            { Length: 2 } pair when !IsHidden(pair) => pair,
            _ => string.Concat(odd.Value.Select(Code)),
        });
    }

    private static bool IsHidden(string pair) => CharUnicodeInfo.GetUnicodeCategory(pair, 0) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static string Code(char c) => $"\\u{(int)c:X4}";
}
