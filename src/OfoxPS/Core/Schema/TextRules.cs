using System.Collections.Specialized;

namespace OfoxPS.Core.Schema;

/// <summary>What a JSON Schema says of texts: length, pattern, and the formats that can be told for certain.</summary>
internal static class TextRules
{
    /// <summary>What is wrong with a text, of which a .NET value may be made.</summary>
    public static IEnumerable<string> Check(string text, OrderedDictionary schema, PatternMatcher matcher, bool forType = false)
    {
        int length = text.Length - text.Count(char.IsLowSurrogate);
        foreach (string problem in NumberRules.CheckCount(length, schema, "minLength", "maxLength", "character"))
        {
            yield return problem;
        }

        if (schema["pattern"] is string pattern && !matcher.Matches(text, pattern))
        {
            yield return $"{SchemaTypes.Describe(text)} does not match the pattern {pattern}";
        }

        if (schema["format"] is string format && !TextFormat.Has(text, format, forType))
        {
            yield return $"{SchemaTypes.Describe(text)} is not a valid {format}";
        }
    }

    /// <summary>The rules whose pattern a name has.</summary>
    public static IEnumerable<object?> Matching(OrderedDictionary? patterns, string name, PatternMatcher matcher) =>
        patterns is null ? []
            : patterns.Keys.Cast<string>().Where(pattern => matcher.Matches(name, pattern)).Select(pattern => patterns[pattern]);
}
