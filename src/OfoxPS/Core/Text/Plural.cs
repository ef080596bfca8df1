namespace OfoxPS.Core.Text;

/// <summary>A number of things in words: 1 message, 2 messages.</summary>
internal static class Plural
{
    /// <param name="count">How many there are.</param>
    /// <param name="noun">What they are, in the singular; its plural takes an s.</param>
    public static string Of(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>A word that goes with a number: was or were, it or them.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The word for one thing.</param>
    /// <param name="several">The word for any other number.</param>
    public static string Word(long count, string one, string several) => count == 1 ? one : several;
}
