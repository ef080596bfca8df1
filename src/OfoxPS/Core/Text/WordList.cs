namespace OfoxPS.Core.Text;

/// <summary>Finds the word of a list that a text means.</summary>
internal static class WordList
{
    /// <summary>The same word, or the only one that differs in case; null if there is none.</summary>
    public static string? Match(IEnumerable<string> words, string text)
    {
        string[] close = [.. words.Where(word => word.Equals(text, StringComparison.OrdinalIgnoreCase))];
        return Array.Find(close, word => word == text) ?? (close.Length == 1 ? close[0] : null);
    }
}
