using System;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>Follows a $ref inside its own document.</summary>
internal static class SchemaReference
{
    public static JsonElement? Resolve(JsonElement root, string reference)
    {
        if (reference == "#")
        {
            return root;
        }

        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        JsonElement? found = root;
        foreach (string step in reference[2..].Split('/').Select(Unescape))
        {
            found = found is { ValueKind: JsonValueKind.Object } parent
                && parent.TryGetProperty(step, out JsonElement child) ? child : null;
        }

        return found;
    }

    private static string Unescape(string step) =>
        Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
