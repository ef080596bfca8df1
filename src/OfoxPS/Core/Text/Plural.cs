namespace OfoxPS.Core.Text;

/// <summary>A number of things in words: 1 message, 2 messages.</summary>
internal static class Plural
{
    /// <param name="count">How many there are.</param>
    /// <param name="noun">What they are, in the singular; its plural takes an s.</param>
    public static string Of(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
