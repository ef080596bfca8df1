using System.Globalization;
using System.Text;

namespace OfoxPS.Formatting;

/// <summary>Text of a model as a person can judge it: nothing in it moves the cursor, turns direction, or hides.</summary>
internal static class Visible
{
    /// <param name="text">The text.</param>
    /// <param name="longest">Beyond this the middle is left out, with its length.</param>
    public static string Text(string text, int longest = int.MaxValue)
    {
        if (text.Length > longest)
        {
            int half = longest / 2;
            text = $"{text.Remove(half)} … ({text.Length - (2 * half)} more characters) … {text.Substring(text.Length - half)}";
        }

        StringBuilder result = new(text.Length);
        foreach (char c in text)
        {
            bool hidden = char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
            result.Append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : hidden ? $"\\u{(int)c:X4}" : c.ToString());
        }

        return result.ToString();
    }
}
