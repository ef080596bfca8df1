using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Validation;

namespace OfoxPS.Gateway.Answers;

/// <summary>Makes a value that fits a JSON Schema, always the same one.</summary>
internal sealed class SchemaInstance(JsonElement root, bool optionalToo)
{
    private readonly Stack<string> references = new();

    public JsonNode? Create() => Create(root);

    private JsonNode? Create(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "text";
        }

        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Follow(reference.GetString()!);
        }

        if (schema.TryGetProperty("const", out JsonElement constant))
        {
            return Node(constant);
        }

        if (schema.TryGetProperty("enum", out JsonElement values))
        {
            return Node(values[0]);
        }

        return new[] { "anyOf", "oneOf", "allOf" }.Where(name => schema.TryGetProperty(name, out _)).FirstOrDefault() is { } union
            ? Create(Pick(schema.GetProperty(union)))
            : OfType(schema);
    }

    private JsonNode? OfType(JsonElement schema) => SchemaTypes.Of(schema).FirstOrDefault(type => type != "null", "null") switch
    {
        "object" => Object(schema),
        "array" => Array(schema),
        "integer" => Bounded(schema, 1),
        "number" => schema.TryGetProperty("minimum", out _) || schema.TryGetProperty("maximum", out _) ? Bounded(schema, 1.5m) : 1.5m,
        "boolean" => true,
        "string" => SchemaTexts.For(schema),
        _ => null,
    };

    private JsonObject Object(JsonElement schema)
    {
        JsonObject result = [];
        HashSet<string> required = [.. SchemaTypes.Required(schema)];
        if (schema.TryGetProperty("properties", out JsonElement properties))
        {
            int most = Math.Max(Count(schema, "maxProperties") ?? int.MaxValue, required.Count);
            foreach (JsonProperty property in properties.EnumerateObject()
                .Where(p => required.Contains(p.Name) || (optionalToo && !Recurs(p.Value)))
                .OrderBy(p => most < int.MaxValue && !required.Contains(p.Name))
                .Take(most))
            {
                result[property.Name] = Create(property.Value);
            }
        }
        else if (optionalToo && schema.TryGetProperty("additionalProperties", out JsonElement values)
            && values.ValueKind == JsonValueKind.Object)
        {
            result["key"] = Create(values);
        }

        // Fields of any name, as many as are wanted.
        JsonElement more = schema.TryGetProperty("additionalProperties", out JsonElement any) ? any : default;
        for (int i = 1; result.Count < (Count(schema, "minProperties") ?? 0); i++)
        {
            result[$"key{i}"] = Create(more);
        }

        return result;
    }

    // One item unless the schema says otherwise.
    private JsonArray Array(JsonElement schema)
    {
        JsonElement items = schema.TryGetProperty("items", out JsonElement given) ? given : default;
        int least = Count(schema, "minItems") ?? 0;
        int usual = items.ValueKind == JsonValueKind.Undefined || Recurs(items) ? 0 : 1;
        int count = Math.Min(Math.Max(usual, least), Count(schema, "maxItems") ?? int.MaxValue);
        JsonArray result = [];
        for (int i = 0; i < count; i++)
        {
            result.Add(Vary(Create(items), items, i));
        }

        return result;
    }

    // Items of a set differ from each other.
    private static JsonNode? Vary(JsonNode? item, JsonElement schema, int number) =>
        number == 0 || schema.ValueKind != JsonValueKind.Object ? item
        : schema.TryGetProperty("enum", out JsonElement values) ? Node(values[number % values.GetArrayLength()])
        : item?.GetValueKind() switch
        {
            JsonValueKind.String when !schema.TryGetProperty("format", out _) && !schema.TryGetProperty("maxLength", out _) =>
                $"{item}{number + 1}",
            JsonValueKind.Number when !schema.TryGetProperty("maximum", out JsonElement most)
                || item!.GetValue<decimal>() + number <= most.GetDecimal() =>
                JsonNode.Parse((item!.GetValue<decimal>() + number).ToString(CultureInfo.InvariantCulture)),
            _ => item,
        };

    private static int? Count(JsonElement schema, string word) =>
        schema.TryGetProperty(word, out JsonElement count) && count.TryGetInt32(out int value) ? value : null;

    private JsonNode? Follow(string reference)
    {
        // Only a schema that requires itself without end comes here twice, and nothing fits that.
        if (references.Count > 8)
        {
            return null;
        }

        references.Push(reference);
        JsonNode? result = Create(SchemaReference.Resolve(root, reference) ?? default);
        references.Pop();
        return result;
    }

    private bool Recurs(JsonElement schema) => schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("$ref", out JsonElement reference)
        && (reference.GetString() == "#" || references.Contains(reference.GetString()!));

    private JsonElement Pick(JsonElement union) => union.EnumerateArray()
        .OrderBy(schema => Recurs(schema) ? 2 : SchemaTypes.Of(schema) is ["null"] ? 1 : 0)
        .First();

    private static JsonNode Bounded(JsonElement schema, decimal value)
    {
        decimal least = schema.TryGetProperty("minimum", out JsonElement minimum) ? minimum.GetDecimal() : value;
        decimal most = schema.TryGetProperty("maximum", out JsonElement maximum) ? maximum.GetDecimal() : Math.Max(value, least);
        decimal chosen = Math.Min(Math.Max(value, least), most);
        return JsonNode.Parse(chosen.ToString("0.#############", CultureInfo.InvariantCulture))!;
    }

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
