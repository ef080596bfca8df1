using System;
using System.Collections.Specialized;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>JSON as the plain objects that PowerShell handles well: ordered dictionaries, arrays, strings, numbers.</summary>
internal static class JsonTree
{
    /// <summary>For JSON that a user wrote: as deep as a hashtable may be.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public static object? FromElement(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ObjectFrom(element),
        JsonValueKind.Array => element.EnumerateArray().Select(FromElement).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => Number(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static OrderedDictionary ObjectFrom(JsonElement element)
    {
        OrderedDictionary result = new();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            result[property.Name] = FromElement(property.Value);
        }

        return result;
    }

    /// <summary>The object that a text holds; null when it is no JSON object.</summary>
    public static OrderedDictionary? ParseObject(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text!, Deep);
            return document.RootElement.ValueKind == JsonValueKind.Object ? ObjectFrom(document.RootElement) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are text with half of a surrogate pair, as an escape or as it is.
            return null;
        }
    }

    // A whole number stays whole whatever its size; a fraction keeps its digits where a double would round them.
    private static object Number(JsonElement element)
    {
        if (element.TryGetInt64(out long whole))
        {
            return whole;
        }

        string text = element.GetRawText();
        if (text.IndexOfAny(['.', 'e', 'E']) < 0)
        {
            return BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        double number = element.GetDouble();
        bool close = element.TryGetDecimal(out decimal exact) && Math.Abs((double)exact - number) <= Math.Abs(number) * 1e-15;
        return close && text.Length > 17 ? exact : number;
    }
}
