using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>A JSON object that a model or a gateway has put into a JSON string, as in <c>"{\"x\":1}"</c>.</summary>
internal static class EncodedTwice
{
    /// <summary>The text of the object inside; the same text where it is no string with an object.</summary>
    public static string Inner(string json)
    {
        // A script may have set it to null.
        if (json is null || json.TrimStart() is not ['"', ..] || json.IndexOf('{') < 0)
        {
            return json!;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, JsonTree.Deep);
            return document.RootElement.GetString() is { } inner && inner.TrimStart() is ['{', ..] ? inner : json;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are text with half of a surrogate pair, as an escape or as it is.
            return json;
        }
    }
}
