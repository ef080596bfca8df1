using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>
/// The keywords of JSON Schema that the server of a model refuses: known for the two vendors that document them, and remembered
/// for the process where an error of a server has named one. All other servers get the keywords, because many observe them.
/// </summary>
internal static class RefusedWords
{
    // platform.openai.com/docs/guides/structured-outputs, "Supported schemas";
    // platform.claude.com/docs/en/build-with-claude/structured-outputs, "JSON Schema limitations".
    private static readonly Regex WithoutLengths = new(
        "(^|[ /])(openai/|anthropic/|gpt-|chatgpt-|o[0-9]|claude-)[^ /]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly string[] Words =
    [
        "minLength", "maxLength", "minItems", "maxItems", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minimum", "maximum",
        "pattern", "format",
    ];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Known = new(StringComparer.Ordinal);

    /// <summary>The keywords that are not sent.</summary>
    /// <param name="model">The key of the model and its address.</param>
    public static IReadOnlyList<string> Of(string model) =>
        Known.TryGetValue(model, out IReadOnlyList<string>? refused) ? refused
        : WithoutLengths.IsMatch(model) ? StrictSchema.Lengths
        : [];

    /// <summary>Learns from a failure which keywords are refused.</summary>
    /// <param name="model">The key of the model and its address.</param>
    /// <param name="failure">The error of the server.</param>
    /// <param name="sent">The schema that was sent, as text.</param>
    /// <returns>Whether the failure names a keyword that was sent.</returns>
    public static bool Learn(string model, OfoxException failure, string sent)
    {
        IReadOnlyList<string> before = Of(model);
        string[] named = failure.StatusCode is 400 or 422 or 500 or 501
            ? [.. Words.Where(word => sent.IndexOf($"\"{word}\":", StringComparison.Ordinal) >= 0 && Names(failure.Message, word))]
            : [];
        if (named.Length > 0)
        {
            Known[model] = [.. before, .. named];
        }

        return named.Length > 0;
    }

    // A keyword counts only in quotes, because maximum and format occur in any message; minLength and maxLength count without.
    private static bool Names(string message, string word) =>
        Regex.IsMatch(
            message.Replace("_", string.Empty),
            $"(?<quote>['\"`]){word}\\k<quote>" + (word.EndsWith("Length", StringComparison.Ordinal) ? $"|\\b{word}\\b" : string.Empty),
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
