using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>What strict mode asks of every schema beyond its being one.</summary>
internal static class StrictSchemaCheck
{
    private const int DeepestLevel = 24;

    private static readonly string[] NotPermitted =
        ["default", "oneOf", "allOf", "not", "if", "then", "else", "patternProperties", "dependentRequired", "dependentSchemas"];

    public static void Check(JsonElement schema, string path, int depth)
    {
        if (NotPermitted.FirstOrDefault(word => schema.TryGetProperty(word, out _)) is { } word)
        {
            throw SchemaCheck.Invalid($"{path}.{word}", $"'{word}' is not permitted in strict mode.");
        }

        if (depth > DeepestLevel)
        {
            throw SchemaCheck.Invalid(path, "the schema is nested too deeply for strict mode.");
        }

        if (schema.TryGetProperty("$ref", out _)
            && schema.EnumerateObject().Any(property => property.Name is not ("$ref" or "description")))
        {
            throw SchemaCheck.Invalid($"{path}.$ref", "'$ref' cannot have keywords beside it in strict mode.");
        }

        if (depth == 1 && schema.TryGetProperty("anyOf", out _))
        {
            throw SchemaCheck.Invalid($"{path}.anyOf", "the root must be an object, not 'anyOf'.");
        }

        if (schema.TryGetProperty("properties", out _)
            || (schema.TryGetProperty("type", out _) && SchemaTypes.Of(schema).Contains("object")))
        {
            CheckObject(schema, path);
        }
    }

    private static void CheckObject(JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("additionalProperties", out JsonElement additional) || additional.ValueKind != JsonValueKind.False)
        {
            throw SchemaCheck.Invalid($"{path}.additionalProperties", "'additionalProperties' is required to be supplied and to be false.");
        }

        HashSet<string> properties = schema.TryGetProperty("properties", out JsonElement json)
            ? [.. Take.Object(json, $"{path}.properties").EnumerateObject().Select(property => property.Name)]
            : [];
        if (properties.Count > 0 && !schema.TryGetProperty("required", out _))
        {
            throw SchemaCheck.Invalid(
                $"{path}.required", "'required' is required to be supplied and to be an array including every key in properties.");
        }

        HashSet<string> required = [.. SchemaTypes.Required(schema)];
        if (properties.Except(required).FirstOrDefault() is { } forgotten)
        {
            throw SchemaCheck.Invalid($"{path}.required", $"'required' must include every key in properties. Missing '{forgotten}'.");
        }

        if (required.Except(properties).FirstOrDefault() is { } extra)
        {
            throw SchemaCheck.Invalid($"{path}.required", $"'required' names '{extra}', which is not in properties.");
        }
    }
}
