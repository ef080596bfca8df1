using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>JSON as the plain objects that PowerShell handles well: ordered dictionaries, arrays, strings, numbers.</summary>
internal static class JsonTree
{
    /// <summary>For JSON that a user wrote: as deep as a hashtable may be.</summary>
    public static readonly JsonDocumentOptions Deep = new() { MaxDepth = MaximumDepth };

    /// <summary>For JSON that a model or a server wrote, which may have comments and commas before a closing bracket.</summary>
    public static readonly JsonReaderOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaximumDepth };

    /// <summary>How many objects and lists may be inside each other.</summary>
    public const int MaximumDepth = 1000;

    /// <summary>
    /// The most digits of a whole number that is kept as such; a longer one is as any number beyond all bounds. The time to write
    /// a number grows with the square of its digits: those of a megabyte take minutes, and nothing can stop it.
    /// </summary>
    public const int MaximumDigits = 1_000;

    /// <param name="element">The JSON.</param>
    /// <param name="pieces">
    /// It is a part of an answer that may have to be written again: its strings are pieces, which may begin or end with half of a surrogate
    /// pair, and a number beyond all bounds is the largest there is, because JSON has no infinity.
    /// </param>
    public static object? FromElement(JsonElement element, bool pieces = false) => element.ValueKind switch
    {
        JsonValueKind.Object => ObjectFrom(element, pieces),
        JsonValueKind.Array => ArrayFrom(element, pieces),
        JsonValueKind.String => pieces ? Piece(element) : element.GetString(),
        JsonValueKind.Number => Number(element) is var number && pieces && number is double real ? Finite(real) : number,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object?[] ArrayFrom(JsonElement element, bool pieces)
    {
        object?[] items = new object?[element.GetArrayLength()];
        int place = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            items[place++] = FromElement(item, pieces);
        }

        return items;
    }

    /// <summary>A string that may hold half of a surrogate pair, as an escape, which <see cref="JsonElement.GetString"/> refuses.</summary>
    /// <exception cref="InvalidOperationException">It is not UTF-8.</exception>
    public static string Piece(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            string raw = text.GetRawText();
            return JsonStrings.Literal.Of(raw, 1, raw.Length - 1).Text;
        }
    }

    /// <summary>The fields of an object, without those that are left out; pieces are as in <see cref="FromElement"/>.</summary>
    public static OrderedDictionary ObjectFrom(JsonElement element, bool pieces = false, Predicate<JsonProperty>? isLeftOut = null)
    {
        OrderedDictionary result = new();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (isLeftOut?.Invoke(property) == true)
            {
                continue;
            }

            string name = property.Name;
            if (result.Contains(name))
            {
                return LastOfEach(element.EnumerateObject().Where(other => isLeftOut?.Invoke(other) != true), pieces);
            }

            result.Add(name, FromElement(property.Value, pieces));
        }

        return result;
    }

    // The fields of an object in which a name comes twice: the last value, at the place of the first. An ordered dictionary would look for
    // the place from the beginning, again for each field.
    private static OrderedDictionary LastOfEach(IEnumerable<JsonProperty> properties, bool pieces)
    {
        OrderedDictionary result = new();
        foreach (IGrouping<string, JsonProperty> same in properties.GroupBy(static property => property.Name))
        {
            result.Add(same.Key, FromElement(same.Last().Value, pieces));
        }

        return result;
    }

    /// <summary>
    /// The object that a text holds; null when it is no JSON object, or came from a server and holds more than
    /// <see cref="JsonSize.MaximumValues"/>.
    /// </summary>
    public static OrderedDictionary? ParseObject(string? text, bool received = false)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            if (received)
            {
                JsonSize.Check(Encoding.UTF8.GetBytes(text!));
            }

            return Parse(text!) as OrderedDictionary;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // The last one is text with half of a surrogate pair.
            return null;
        }
    }

    /// <summary>The value that a text holds.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static object? Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, Deep);
        try
        {
            return FromElement(document.RootElement);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("it holds half of a character", error);
        }
    }

    private static double Finite(double number) => Math.Max(-double.MaxValue, Math.Min(double.MaxValue, number));

    // A whole number stays whole whatever its size, within reason; a fraction keeps its digits where a double would round them.
    private static object Number(JsonElement element)
    {
        if (element.TryGetInt64(out long integer))
        {
            return integer;
        }

        string text = element.GetRawText();
        if (text.Length <= MaximumDigits && text.IndexOfAny(['.', 'e', 'E']) < 0)
        {
            return BigInteger.Parse(text, CultureInfo.InvariantCulture);
        }

        double number = Poly.Number(element);
        bool close = element.TryGetDecimal(out decimal exact) && Math.Abs((double)exact - number) <= Math.Abs(number) * 1e-15;
        return close && text.Length > 17 ? exact : number;
    }
}
