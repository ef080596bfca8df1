using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Writes PowerShell's validation attributes as keywords of JSON Schema.</summary>
internal static class ValidationSchema
{
    // The maximum number of values of a set that is sent; a set made at run time may hold every culture.
    private const int LongestSet = 250;

    /// <summary>Adds the keywords of the attributes. All but counts apply to the items of a list.</summary>
    public static void Apply(OrderedDictionary schema, IEnumerable<object> attributes)
    {
        bool isList = schema["type"] is "array";
        OrderedDictionary value = isList ? (OrderedDictionary)schema["items"]! : schema;
        bool isText = Is(value, "string");
        foreach (object attribute in attributes)
        {
            switch (attribute)
            {
                case ValidateSetAttribute { ValidValues.Count: > LongestSet }:
                    break;
                case ValidateSetAttribute set:
                    if (value.Count == 0)
                    {
                        value["type"] = "string";
                    }

                    value["enum"] = set.ValidValues.Select(word => Word(word, value)).Concat(IsNullable(value) ? [null!] : []).ToArray();
                    break;
                case ValidateRangeAttribute range when Is(value, "integer") || Is(value, "number"):
                    ApplyRange(value, range);
                    break;
                case ValidateLengthAttribute length when isText:
                    value["minLength"] = length.MinLength;
                    value["maxLength"] = length.MaxLength;
                    break;
                case ValidateCountAttribute count when isList:
                    schema["minItems"] = count.MinLength;
                    schema["maxItems"] = count.MaxLength;
                    break;
                case ValidatePatternAttribute pattern when isText:
                    value["pattern"] = (pattern.Options & RegexOptions.IgnoreCase) != 0
                        ? CaseFree(pattern.RegexPattern)
                        : pattern.RegexPattern;
                    break;
                case ValidateNotNullOrEmptyAttribute:
                case Attribute when attribute.GetType().Name == "ValidateNotNullOrWhiteSpaceAttribute":
                    NotEmpty(schema, value, isList, isText);
                    break;
            }
        }
    }

    public static bool IsNullable(OrderedDictionary schema) => schema["type"] is object?[] types && types.Contains("null");

    private static bool Is(OrderedDictionary schema, string type) =>
        schema["type"] is string one ? one == type : schema["type"] is object?[] types && types.Contains(type);

    // A value of a set: a number for a parameter of a number type, else text.
    private static object Word(string word, OrderedDictionary value) =>
        Is(value, "integer") && long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) ? integer
        : Is(value, "number") && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : word;

    // JSON has no infinity, so such a bound is left out.
    private static void Bound(OrderedDictionary value, string name, object bound)
    {
        bool finite = bound is not (double.PositiveInfinity or double.NegativeInfinity or double.NaN or float.PositiveInfinity
            or float.NegativeInfinity);
        if (finite && LanguagePrimitives.TryConvertTo(bound, out decimal _))
        {
            value[name] = bound;
        }
    }

    private static void ApplyRange(OrderedDictionary value, ValidateRangeAttribute range)
    {
        if (range.MinRange is not null)
        {
            Bound(value, "minimum", range.MinRange);
            Bound(value, "maximum", range.MaxRange);
            return;
        }

        // Only PowerShell 7 has ranges by kind (positive, negative and so on).
        switch (EngineInternals.RangeKindOf(range))
        {
            case "Positive":
                value["exclusiveMinimum"] = 0;
                break;
            case "NonNegative":
                value["minimum"] = 0;
                break;
            case "Negative":
                value["exclusiveMaximum"] = 0;
                break;
            case "NonPositive":
                value["maximum"] = 0;
                break;
        }
    }

    private static void NotEmpty(OrderedDictionary schema, OrderedDictionary value, bool isList, bool isText)
    {
        if (isList)
        {
            schema["minItems"] ??= 1;
        }
        else if (isText && !value.Contains("enum"))
        {
            value["minLength"] ??= 1;
        }
    }

    // JSON Schema has no option to ignore case, so letters become classes of two. Escapes and classes are kept: a pattern that is stricter
    // than the command's costs the model a second try at most.
    private static string CaseFree(string pattern) =>
        pattern.IndexOfAny(['[', '\\', '(']) >= 0
            ? pattern
            : Regex.Replace(pattern, "[A-Za-z]", static letter => $"[{letter.Value.ToUpperInvariant()}{letter.Value.ToLowerInvariant()}]");
}
