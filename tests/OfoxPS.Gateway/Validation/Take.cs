using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>Takes a value of one type or refuses the request.</summary>
internal static class Take
{
    /// <summary>The field if it is there; null counts as absent only where the API allows null.</summary>
    public static JsonElement? Optional(JsonElement json, string name, bool nullable = false) =>
        json.TryGetProperty(name, out JsonElement value) && !(nullable && value.ValueKind == JsonValueKind.Null) ? value : null;

    public static JsonElement Required(JsonElement json, string name, string path) =>
        json.TryGetProperty(name, out JsonElement value) ? value : throw Reject.Missing(path);

    public static string String(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Reject.Type(path, "a string", json);

    public static string RequiredString(JsonElement json, string name, string path) => String(Required(json, name, path), path);

    public static JsonElement Object(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.Object ? json : throw Reject.Type(path, "an object", json);

    public static IReadOnlyList<JsonElement> Array(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : throw Reject.Type(path, "an array", json);

    public static bool Boolean(JsonElement json, string path) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : throw Reject.Type(path, "a boolean", json);

    public static string OneOf(JsonElement json, string path, params string[] allowed)
    {
        string value = String(json, path);
        return allowed.Contains(value) ? value : throw Reject.NotOneOf(path, value, allowed);
    }

    public static long Integer(JsonElement json, string path, long least = long.MinValue, long most = long.MaxValue)
    {
        if (json.ValueKind != JsonValueKind.Number || !json.TryGetInt64(out long value))
        {
            throw Reject.Type(path, "an integer", json);
        }

        Within(value, path, least, most);
        return value;
    }

    public static void Number(JsonElement json, string path, double least, double most)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            throw Reject.Type(path, "a number", json);
        }

        Within(json.GetDouble(), path, least, most);
    }

    private static void Within(double value, string path, double least, double most) =>
        _ = value < least ? throw Reject.Value(path, FormattableString.Invariant($"expected a value >= {least}, but got {value} instead."))
        : value > most ? throw Reject.Value(path, FormattableString.Invariant($"expected a value <= {most}, but got {value} instead."))
        : true;
}
