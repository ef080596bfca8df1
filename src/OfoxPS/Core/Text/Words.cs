namespace OfoxPS.Core.Text;

/// <summary>Several words in a sentence.</summary>
internal static class Words
{
    /// <summary>All of them: <c>a, b and c</c>.</summary>
    public static string All(IReadOnlyList<string> words) => Joined(words, "and");

    /// <summary>One of them: <c>a, b or c</c>.</summary>
    public static string Any(IReadOnlyList<string> words) => Joined(words, "or");

    private static string Joined(IReadOnlyList<string> words, string last) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[words.Count - 1]}";
}
