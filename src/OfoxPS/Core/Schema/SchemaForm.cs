using System.Collections.Specialized;

namespace OfoxPS.Core.Schema;

/// <summary>
/// Decides whether an object is a JSON Schema or a sample of an answer. It is a schema if it has a keyword that is no sensible name of a
/// field, or if all its fields are keywords with values of the right type; also inside the envelope of an API.
/// </summary>
internal static class SchemaForm
{
    // Keywords without effect on validation, which may as well be fields of an answer.
    private static readonly string[] Remarks =
        ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format", "$id", "$comment", "$anchor"];

    // The other fields of response_format, of text.format and of the definition of a function.
    private static readonly string[] Beside = ["name", "strict", "description", "type", "title", "$schema"];

    private static readonly string[] Envelopes = ["response_format", "json_schema", "format", "output_format", "function"];

    private static readonly string[] Contents = ["schema", "parameters", "input_schema", "response_schema", "responseSchema"];

    /// <summary>The schema that plain JSON is, or has in an envelope, which may give it a name; null where there is none.</summary>
    public static OrderedDictionary? Find(object? value, out string? name)
    {
        name = null;
        if (value is not OrderedDictionary fields)
        {
            return null;
        }

        if (Only(fields, Envelopes) is OrderedDictionary inner)
        {
            return Find(inner, out name);
        }

        if (Only(fields, Contents) is OrderedDictionary content && IsSchema(content))
        {
            name = fields["name"] as string;
            return content;
        }

        return IsSchema(fields) ? fields : null;
    }

    /// <summary>Whether plain JSON is a schema.</summary>
    public static bool IsSchema(object? value) =>
        value is OrderedDictionary fields && (
            fields.Contains("$schema") || fields["$ref"] is string
            || IsNamed(fields["$defs"]) || IsNamed(fields["patternProperties"])
            || IsListed(fields["anyOf"]) || IsListed(fields["oneOf"]) || IsListed(fields["allOf"])
            || (SchemaTypes.IsType(fields["type"])
                && (fields.Contains("properties") || fields.Contains("items") || fields.Contains("enum")))
            || (fields["properties"] is OrderedDictionary { Count: > 0 } properties && properties.Values.Cast<object?>().All(IsSchema))
            || IsOfWords(fields));

    /// <summary>Whether it may be worth a look: it has a name that schemas or their envelopes have, in any case.</summary>
    public static bool MayBe(string name) => Envelopes.Contains(name) || Contents.Contains(name) || SchemaWords.Find(name) is not null;

    /// <summary>Whether it would be a schema if its words were spelled as they are in JSON Schema: type, and not Type.</summary>
    public static bool IsMisspelt(object? value)
    {
        if (value is not OrderedDictionary fields
            || fields.Keys.Cast<string>().All(static name => SchemaWords.Find(name) is not { } word || word == name))
        {
            return false;
        }

        OrderedDictionary spelled = new();
        foreach (string name in fields.Keys)
        {
            spelled[SchemaWords.Find(name) ?? name] = fields[name];
        }

        return IsSchema(spelled);
    }

    // The value of the one of these names that is there; null where other fields are there than an envelope has.
    private static object? Only(OrderedDictionary fields, string[] names)
    {
        string[] found = [.. fields.Keys.Cast<string>().Where(names.Contains)];
        return found.Length == 1 && fields.Keys.Cast<string>().All(name => name == found[0] || Beside.Contains(name)) ? fields[found[0]]
            : null;
    }

    // {"type":"string","description":"string"} is a sample that says of each field what it holds.
    private static bool IsOfWords(OrderedDictionary fields)
    {
        string[] names = [.. fields.Keys.Cast<string>()];
        bool isTyped = SchemaTypes.IsType(fields["type"])
            && !names.Any(name => name != "type" && Remarks.Contains(name) && SchemaTypes.IsType(fields[name]));
        return Array.TrueForAll(
            names, name => (Remarks.Contains(name) || SchemaWords.IsWord(name)) && SchemaWords.HasItsKind(name, fields[name]))
            && (isTyped || fields["enum"] is object?[] { Length: > 0 } || IsSchema(fields["items"]) || IsListed(fields["prefixItems"]));
    }

    private static bool IsNamed(object? value) =>
        value is OrderedDictionary { Count: > 0 } named && named.Values.Cast<object?>().All(IsRule);

    private static bool IsListed(object? value) => value is object?[] { Length: > 0 } list && Array.TrueForAll(list, IsRule);

    private static bool IsRule(object? value) => value is OrderedDictionary or bool;
}
