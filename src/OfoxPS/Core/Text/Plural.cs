namespace OfoxPS.Core.Text;

/// <summary>A number of things in words: 1 message, 2 messages.</summary>
internal static class Plural
{
    /// <summary>A number, and what there are of it: the plural takes an s.</summary>
    public static string Of(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>A word that goes with a number: was or were, it or them.</summary>
    public static string Word(long count, string one, string several) => count == 1 ? one : several;
}
