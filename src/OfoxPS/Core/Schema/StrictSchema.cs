using System.Collections.Specialized;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Schema;

/// <summary>Schemas as strict mode wants them: every property required, optional ones nullable, no others.</summary>
internal static class StrictSchema
{
    private static readonly string[] NotPermitted =
        ["allOf", "not", "if", "then", "else", "patternProperties", "prefixItems", "dependentRequired", "dependentSchemas",
            "unevaluatedProperties"];

    private static readonly string[] Unknown = ["default", "uniqueItems", "contains", "minProperties", "maxProperties", "examples"];

    private static readonly string[] Formats = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];

    /// <summary>The same schema, allowing null.</summary>
    public static OrderedDictionary Nullable(OrderedDictionary schema)
    {
        switch (schema["type"])
        {
            case string type:
                schema["type"] = new object[] { type, "null" };
                break;
            case null when schema.Count > 0:
                return new OrderedDictionary { ["anyOf"] = new object[] { schema, new OrderedDictionary { ["type"] = "null" } } };
        }

        if (schema["enum"] is object?[] values && !values.Contains(null))
        {
            schema["enum"] = values.Concat([null]).ToArray();
        }

        return schema;
    }

    /// <summary>The rules that OpenAI's strict mode does not take, which is the one that most servers and tools are written for.</summary>
    public static IReadOnlyList<string> Lengths { get; } = ["minLength", "maxLength"];

    /// <summary>Makes a schema strict, in place, without the words that the server does not take.</summary>
    /// <returns>The path of what cannot be: an object of any fields, a value of any type; null when all went well.</returns>
    public static string? Make(OrderedDictionary schema, IReadOnlyList<string>? refused = null, string path = "")
    {
        refused ??= Lengths;
        if (NotPermitted.FirstOrDefault(schema.Contains) is not null)
        {
            return path;
        }

        DescribeRules(schema, refused);
        if (schema.Contains("$ref") && schema.Count > 1)
        {
            // Strict mode allows no keyword beside $ref, so the reference moves into an anyOf of one.
            schema["anyOf"] = new object[] { new OrderedDictionary { ["$ref"] = schema["$ref"] } };
            schema.Remove("$ref");
        }

        if (schema["oneOf"] is { } forms)
        {
            schema.Remove("oneOf");
            schema["anyOf"] = forms;
        }

        if (schema.Contains("items") && MakeInner(schema["items"], path + "[]", refused) is { } inItems)
        {
            return inItems;
        }

        if (schema["$defs"] is OrderedDictionary definitions
            && definitions.Keys.Cast<string>().Select(name => MakeInner(definitions[name], name, refused)).FirstOrDefault(
                static found => found is not null) is { } inDefinitions)
        {
            return inDefinitions;
        }

        if (schema["anyOf"] is object?[] choices)
        {
            return choices.Select(choice => MakeInner(choice, path, refused)).FirstOrDefault(static found => found is not null);
        }

        bool isObject = schema["type"] is "object" || (schema["type"] is object?[] types && types.Contains("object"));
        return isObject ? MakeObject(schema, path, refused)
            : schema["type"] is null && !schema.Contains("$ref") && !schema.Contains("enum") ? path
            : null;
    }

    // True and false are schemas too: for any value, or for none.
    private static string? MakeInner(object? schema, string path, IReadOnlyList<string> refused) =>
        schema is OrderedDictionary fields ? Make(fields, refused, path) : path;

    // Keywords that strict mode refuses are put into the description; the answer is checked against the whole schema here.
    private static void DescribeRules(OrderedDictionary schema, IReadOnlyList<string> refused)
    {
        List<string> rules = [];
        foreach (string name in Unknown.Concat(Lengths).Concat(refused).Distinct().Where(schema.Contains))
        {
            // A server may accept lengths without enforcing them, so they are in the description too.
            rules.Add($"{name}: {JsonTreeWriter.ToText(schema[name])}");
            if (Unknown.Contains(name) || refused.Contains(name))
            {
                schema.Remove(name);
            }
        }

        if (schema["format"] is string format && !Formats.Contains(format))
        {
            rules.Add($"format: {format}");
            schema.Remove("format");
        }

        if (rules.Count > 0)
        {
            schema["description"] = $"{schema["description"]} ({string.Join(", ", rules)})".TrimStart();
        }
    }

    private static string? MakeObject(OrderedDictionary schema, string path, IReadOnlyList<string> refused)
    {
        if (schema["properties"] is not OrderedDictionary properties || schema["additionalProperties"] is OrderedDictionary or true)
        {
            return path;
        }

        object?[] required = schema["required"] as object?[] ?? [];
        string[] names = [.. properties.Keys.Cast<string>()];
        foreach (string name in names)
        {
            if (MakeInner(properties[name], path.Length == 0 ? name : $"{path}.{name}", refused) is { } problem)
            {
                return problem;
            }

            if (!required.Contains(name))
            {
                properties[name] = Nullable((OrderedDictionary)properties[name]!);
            }
        }

        schema["required"] = names.Cast<object>().ToArray();
        schema["additionalProperties"] = false;
        return null;
    }
}
