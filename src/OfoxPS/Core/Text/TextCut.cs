namespace OfoxPS.Core.Text;

/// <summary>Parts of a text that may have any length. A cut is never between the two halves of a character.</summary>
internal static class TextCut
{
    /// <summary>The beginning: at most so many characters.</summary>
    public static string Start(string text, int longest) =>
        text.Length <= longest ? text
        : longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? text.Remove(longest - 1)
        : text.Remove(longest);

    /// <summary>A setting without blanks and the quotes around it, which setx and files of variables may leave in it.</summary>
    public static string WithoutQuotes(string text)
    {
        string bare = text.Trim();
        return bare.Length > 1 && bare[0] is '"' or '\'' && bare[bare.Length - 1] == bare[0] ? bare.Substring(1, bare.Length - 2).Trim()
            : bare;
    }

    /// <summary>The end: at most so many characters.</summary>
    public static string End(string text, int longest)
    {
        int from = text.Length - longest;
        return from <= 0 ? text : text.Substring(longest > 0 && char.IsLowSurrogate(text[from]) ? from + 1 : from);
    }
}
