using System.Collections;
using System.Collections.Specialized;
using System.Text.RegularExpressions;

namespace OfoxPS.Core.Schema;

/// <summary>
/// Checks that a schema of the user is a valid one: the keywords that this module uses must have values of the types in the standard.
/// </summary>
internal static class SchemaWords
{
    private static readonly string[] OneSchema =
        ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems",
            "unevaluatedProperties"];

    private static readonly string[] NamedSchemas = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

    private static readonly string[] ListedSchemas = ["allOf", "anyOf", "oneOf", "prefixItems"];

    private static readonly string[] Numbers =
        ["minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

    // Older drafts have flags here.
    private static readonly string[] NumbersOrFlags = ["exclusiveMinimum", "exclusiveMaximum"];

    private static readonly string[] JavaScriptOnly = [@"\p{", @"\P{", @"\u{", "[^]", "[]"];

    private static readonly string[] Texts = ["$ref", "pattern", "format"];

    private static readonly string[] Others = ["$schema", "type", "enum", "const", "required", "uniqueItems"];

    private static readonly string[] All =
        [.. Others, .. OneSchema, .. NamedSchemas, .. ListedSchemas, .. Numbers, .. NumbersOrFlags, .. Texts];

    /// <summary>Whether it is one of the words of JSON Schema that are used here.</summary>
    public static bool IsWord(string name) => All.Contains(name);

    /// <summary>The word of JSON Schema that a name is in any case; null where it is none.</summary>
    public static string? Find(string name) => Array.Find(All, word => word.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a word has a value of the kind that the standard gives it.</summary>
    public static bool HasItsKind(string word, object? value) => ExpectedKind(word, value) is null;

    /// <exception cref="OfoxException">A word has a value of another kind.</exception>
    public static void Check(OrderedDictionary schema, string path = "$")
    {
        foreach (DictionaryEntry entry in schema)
        {
            string word = (string)entry.Key;
            object? value = entry.Value;
            string? expected = ExpectedKind(word, value);
            if (expected is not null)
            {
                throw Failure.InvalidArgument(
                    $"The JSON Schema is not valid: '{word}' at {path} must be {expected}, but is {SchemaTypes.Describe(value)}");
            }

            foreach (string pattern in PatternsOf(word, value))
            {
                CheckPattern(pattern, $"'{word}' at {path}");
            }

            foreach ((string step, OrderedDictionary inner) in Inner(word, value))
            {
                Check(inner, $"{path}.{step}");
            }
        }
    }

    private static IEnumerable<string> PatternsOf(string word, object? value) => (word, value) switch
    {
        ("pattern", string pattern) => [pattern],
        ("patternProperties", OrderedDictionary named) => named.Keys.Cast<string>(),
        _ => [],
    };

    // A pattern that only JavaScript understands is not checked here, but the server may use it.
    private static void CheckPattern(string pattern, string where)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException error) when (!JavaScriptOnly.Any(sign => pattern.IndexOf(sign, StringComparison.Ordinal) >= 0))
        {
            throw Failure.InvalidArgument($"The JSON Schema is not valid: {where} is not a regular expression: {error.Message}", error);
        }
        catch (ArgumentException)
        {
        }
    }

    // What the keyword requires, as the end of a sentence.
    private static string? ExpectedKind(string word, object? value) => word switch
    {
        "type" when !SchemaTypes.IsType(value) => "string, integer, number, boolean, object, array or null, or a list of them",
        "enum" when value is not object?[] => "a list",
        "required" when value is not (bool or object?[]) || (value is object?[] names && names.Any(static name => name is not string)) =>
            "a list of names",
        _ when OneSchema.Contains(word) && !(IsSchema(value) || (word == "items" && IsList(value))) => "a schema",
        _ when NamedSchemas.Contains(word) && !(value is OrderedDictionary named && named.Values.Cast<object?>().All(IsSchema)) =>
            "names and a schema for each",
        _ when ListedSchemas.Contains(word) && !IsList(value) => "a list of schemas",
        _ when Numbers.Contains(word) && !SchemaTypes.IsNumber(value) => "a number",
        _ when NumbersOrFlags.Contains(word) && !(value is bool || SchemaTypes.IsNumber(value)) => "a number",
        _ when Texts.Contains(word) && value is not string => "a text",
        _ => null,
    };

    private static bool IsSchema(object? value) => value is OrderedDictionary or bool;

    private static bool IsList(object? value) => value is object?[] list && list.All(IsSchema);

    /// <summary>The schemas that are directly inside one, and where.</summary>
    public static IEnumerable<(string Step, OrderedDictionary Schema)> Inner(OrderedDictionary schema) =>
        schema.Cast<DictionaryEntry>().SelectMany(static entry => Inner((string)entry.Key, entry.Value));

    private static IEnumerable<(string Step, OrderedDictionary Schema)> Inner(string word, object? value)
    {
        if (OneSchema.Contains(word) && value is OrderedDictionary one)
        {
            return [(word, one)];
        }

        if (NamedSchemas.Contains(word) && value is OrderedDictionary named)
        {
            return named.Keys.Cast<string>().Where(name => named[name] is OrderedDictionary).Select(
                name => ($"{word}.{name}", (OrderedDictionary)named[name]!));
        }

        return (ListedSchemas.Contains(word) || word == "items") && value is object?[] list
            ? list.Select(static (each, i) => (each, i)).Where(static pair => pair.each is OrderedDictionary).Select(
                pair => ($"{word}[{pair.i}]", (OrderedDictionary)pair.each!))
            : [];
    }
}
