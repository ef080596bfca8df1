using System.Collections.Specialized;

namespace OfoxPS.Core.Schema;

/// <summary>What a JSON Schema says of texts: length, pattern, and the formats that can be told for certain.</summary>
internal static class TextRules
{
    /// <summary>Adds what does not fit in a text, of which a .NET value may be made, to the errors of a place.</summary>
    public static void Check(
        string text, OrderedDictionary schema, string path, SchemaErrorList errors, PatternMatcher matcher, bool forType = false)
    {
        if (schema.Contains("minLength") || schema.Contains("maxLength"))
        {
            int length = text.Length - text.Count(char.IsLowSurrogate);
            NumberRules.CheckCount(length, schema, ("minLength", "maxLength"), "character", path, errors);
        }

        if (schema["pattern"] is string pattern && !matcher.Matches(text, pattern))
        {
            errors.Add(path, $"{SchemaTypes.Describe(text)} does not match the pattern {pattern}");
        }

        if (schema["format"] is string format && !TextFormat.Has(text, format, forType))
        {
            errors.Add(path, $"{SchemaTypes.Describe(text)} is not a valid {format}");
        }
    }

    /// <summary>The rules whose pattern a name has.</summary>
    public static IEnumerable<object?> Matching(OrderedDictionary patterns, string name, PatternMatcher matcher) =>
        patterns.Keys.Cast<string>().Where(pattern => matcher.Matches(name, pattern)).Select(pattern => patterns[pattern]);
}
