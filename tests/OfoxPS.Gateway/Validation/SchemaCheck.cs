using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>A JSON Schema as the servers accept it; strict mode adds the rules of <see cref="StrictSchemaCheck"/>.</summary>
internal sealed class SchemaCheck
{
    private readonly JsonElement root;
    private readonly bool strict;

    private SchemaCheck(JsonElement root, bool strict)
    {
        this.root = root;
        this.strict = strict;
    }

    public static void CheckRoot(JsonElement schema, string path, bool strict)
    {
        Take.Object(schema, path);
        if (!schema.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String || type.GetString() != "object")
        {
            throw Invalid($"{path}.type", "schema must be a JSON Schema of 'type: \"object\"'.");
        }

        new SchemaCheck(schema, strict).Check(schema, path, depth: 1);
    }

    public static System.Exception Invalid(string path, string why) =>
        Reject.With(path, "invalid_schema", $"Invalid schema in '{path}': {why}");

    private void Check(JsonElement schema, string path, int depth)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False && !strict)
        {
            return;
        }

        Take.Object(schema, path);
        CheckTypes(schema, path);
        CheckWords(schema, path);
        if (strict)
        {
            StrictSchemaCheck.Check(schema, path, depth);
        }

        foreach ((JsonElement child, string childPath) in Children(schema, path))
        {
            Check(child, childPath, depth + 1);
        }
    }

    private static void CheckTypes(JsonElement schema, string path)
    {
        if (Take.Optional(schema, "type") is { } type)
        {
            IReadOnlyList<JsonElement> types = type.ValueKind == JsonValueKind.Array ? Take.Array(type, $"{path}.type") : [type];
            foreach (JsonElement one in types)
            {
                Take.OneOf(one, $"{path}.type", [.. SchemaTypes.All]);
            }

            if (types.Count == 0)
            {
                throw Invalid($"{path}.type", "[] is too short.");
            }
        }

        if (schema.TryGetProperty("type", out _) && SchemaTypes.Of(schema).Contains("array") && !schema.TryGetProperty("items", out _))
        {
            throw Invalid($"{path}.items", "array schema missing items.");
        }
    }

    private void CheckWords(JsonElement schema, string path)
    {
        if (Take.Optional(schema, "required") is { } required
            && Take.Array(required, $"{path}.required").Select(name => Take.String(name, $"{path}.required")).ToList() is var names
            && names.Distinct().Count() < names.Count)
        {
            throw Invalid($"{path}.required", "a name appears twice.");
        }

        if (Take.Optional(schema, "enum") is { } values && Take.Array(values, $"{path}.enum").Count == 0)
        {
            throw Invalid($"{path}.enum", "[] is too short.");
        }

        if (Take.Optional(schema, "$ref") is { } reference && SchemaReference.Resolve(root, Take.String(reference, $"{path}.$ref")) is null)
        {
            throw Invalid($"{path}.$ref", $"'{reference.GetString()}' leads nowhere.");
        }

        if (Take.Optional(schema, "description") is { } description)
        {
            Take.String(description, $"{path}.description");
        }

        foreach (string bound in new[] { "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" })
        {
            if (Take.Optional(schema, bound) is { } number)
            {
                Take.Number(number, $"{path}.{bound}", double.MinValue, double.MaxValue);
            }
        }
    }

    private static IEnumerable<(JsonElement Schema, string Path)> Children(JsonElement schema, string path)
    {
        IEnumerable<(JsonElement, string)> named = new[] { "properties", "$defs", "definitions", "patternProperties" }
            .Where(word => schema.TryGetProperty(word, out _))
            .SelectMany(word => Take.Object(schema.GetProperty(word), $"{path}.{word}").EnumerateObject()
                .Select(property => (property.Value, $"{path}.{word}.{property.Name}")));
        IEnumerable<(JsonElement, string)> listed = new[] { "anyOf", "oneOf", "allOf" }
            .Where(word => schema.TryGetProperty(word, out _))
            .SelectMany(word => NotEmpty(schema.GetProperty(word), $"{path}.{word}"));
        IEnumerable<(JsonElement, string)> single = new[] { "items", "additionalProperties", "not" }
            .Where(word => schema.TryGetProperty(word, out JsonElement child)
                && child.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            .Select(word => (schema.GetProperty(word), $"{path}.{word}"));
        return named.Concat(listed).Concat(single);
    }

    private static IEnumerable<(JsonElement Schema, string Path)> NotEmpty(JsonElement schemas, string path) =>
        Take.Array(schemas, path) is { Count: > 0 } list
            ? list.Select((schema, i) => (schema, $"{path}[{i}]"))
            : throw Invalid(path, "[] is too short.");
}
