namespace OfoxPS.Core.Text;

/// <summary>Parts of a text that may have any length. A cut is never between the two halves of a character.</summary>
internal static class TextCut
{
    /// <summary>The beginning: at most so many characters.</summary>
    public static string Start(string text, int longest) =>
        text.Length <= longest ? text
        : longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? text.Remove(longest - 1)
        : text.Remove(longest);

    /// <summary>The end: at most so many characters.</summary>
    public static string End(string text, int longest)
    {
        int from = text.Length - longest;
        return from <= 0 ? text : text.Substring(longest > 0 && char.IsLowSurrogate(text[from]) ? from + 1 : from);
    }
}
