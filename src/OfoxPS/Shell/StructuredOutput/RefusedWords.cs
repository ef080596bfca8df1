using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>
/// Which words of a schema a model's server does not take: known for the two vendors that document it, and remembered for the process where a
/// server has said so. All others get the words as they are, because many keep to them.
/// </summary>
internal static class RefusedWords
{
    // platform.openai.com/docs/guides/structured-outputs, "Supported schemas"; platform.claude.com/docs/en/build-with-claude/structured-outputs,
    // "JSON Schema limitations".
    private static readonly Regex WithoutLengths = new("(^|[ /])(openai/|anthropic/|gpt-|chatgpt-|o[0-9]|claude-)[^ /]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly string[] Words =
    [
        "minLength", "maxLength", "minItems", "maxItems", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minimum", "maximum", "pattern", "format",
    ];

    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Known = new(StringComparer.Ordinal);

    /// <summary>The words that are not sent.</summary>
    /// <param name="model">The model and where it is served.</param>
    public static IReadOnlyList<string> Of(string model) =>
        Known.TryGetValue(model, out IReadOnlyList<string>? refused) ? refused
        : WithoutLengths.IsMatch(model) ? StrictSchema.Lengths
        : [];

    /// <summary>Learns from a failure which words are not taken.</summary>
    /// <param name="model">The model and where it is served.</param>
    /// <param name="failure">What the server says.</param>
    /// <param name="sent">The schema that was sent, as text.</param>
    /// <returns>Whether it names a word that was sent.</returns>
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

    // In quotes, as "maximum" and "format" are words of any message; min_length as well.
    private static bool Names(string message, string word) =>
        Regex.IsMatch(message.Replace("_", string.Empty), $"(?<quote>['\"`]){word}\\k<quote>" + (word.EndsWith("Length", StringComparison.Ordinal) ? $"|\\b{word}\\b" : string.Empty), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
