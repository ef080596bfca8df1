using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Xml;

namespace OfoxPS.Core.Schema;

/// <summary>What a JSON Schema says of texts: length, pattern, and the formats that can be told for certain.</summary>
internal static class TextRules
{
    public static IEnumerable<string> Check(string text, OrderedDictionary schema, PatternMatcher matcher)
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

        if (schema["format"] is string format && !HasFormat(text, format))
        {
            yield return $"{SchemaTypes.Describe(text)} is not a valid {format}";
        }
    }

    /// <summary>The rules whose pattern a name has.</summary>
    public static IEnumerable<object?> Matching(OrderedDictionary? patterns, string name, PatternMatcher matcher) =>
        patterns is null ? [] : patterns.Keys.Cast<string>().Where(pattern => matcher.Matches(name, pattern)).Select(pattern => patterns[pattern]);

    private static bool HasFormat(string text, string format) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "duration" => IsDuration(text),
        "uuid" => Guid.TryParse(text, out _),
        "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
        "email" => text.IndexOf('@') is > 0 and int at && at < text.Length - 1 && !text.Any(char.IsWhiteSpace),
        "ipv4" => IPAddress.TryParse(text, out IPAddress? four) && four.AddressFamily == AddressFamily.InterNetwork,
        "ipv6" => IPAddress.TryParse(text, out IPAddress? six) && six.AddressFamily == AddressFamily.InterNetworkV6,
        _ => true,
    };

    // As the types are read: ISO 8601, or .NET's own form.
    private static bool IsDuration(string text)
    {
        try
        {
            _ = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
        }
    }
}
