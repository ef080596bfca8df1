using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Bytes in the most readable form that gives back exactly the same bytes: JSON, text, or base64.</summary>
internal static class BodyForm
{
    /// <summary>Adds the field that holds the bytes.</summary>
    public static void Write(OrderedDictionary fields, byte[] bytes, bool asJson)
    {
        string? text = TextOf(bytes);
        if (text is null)
        {
            fields["base64"] = Convert.ToBase64String(bytes);
        }
        else if (asJson && JsonOf(text) is { } json)
        {
            fields["body"] = json;
        }
        else
        {
            fields["text"] = text;
        }
    }

    /// <summary>The bytes that a recording holds.</summary>
    public static byte[] Read(JsonElement fields) =>
        JsonDifference.Field(fields, "body") is { } json ? Encoding.UTF8.GetBytes(JsonTreeWriter.ToText(json))
        : JsonRead.Text(fields, "base64") is { } base64 ? Convert.FromBase64String(base64)
        : Encoding.UTF8.GetBytes(JsonRead.Text(fields, "text") ?? string.Empty);

    /// <summary>The text of bytes; null where they are not UTF-8.</summary>
    public static string? TextOf(byte[] bytes) => Poly.IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static JsonElement? JsonOf(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, JsonTree.Deep);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && JsonTreeWriter.ToText(root) == text ? root.Clone() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
