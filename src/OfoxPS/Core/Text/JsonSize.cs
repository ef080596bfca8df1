using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>
/// The limit of values in a JSON text. A value of two bytes becomes an object of about a hundred bytes, so the length of a text alone does
/// not bound the memory that its tree takes.
/// </summary>
internal static class JsonSize
{
    /// <summary>Objects, lists, texts, numbers and words of one text; names of fields are not counted.</summary>
    public const int MaximumValues = 1_000_000;

    // In bytes: a digit and the comma after it. A text shorter than so many values need not be counted.
    private const int ShortestValue = 2;

    /// <exception cref="JsonTooLargeException">There are too many values. Text that is no JSON is left to the parser.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (json.Length <= (long)MaximumValues * ShortestValue)
        {
            return;
        }

        Utf8JsonReader reader = new(json, JsonTree.Lenient);
        try
        {
            for (int values = 0; reader.Read();)
            {
                bool isValue = reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray);
                if (isValue && ++values > MaximumValues)
                {
                    throw new JsonTooLargeException();
                }
            }
        }
        catch (JsonException error) when (error is not JsonTooLargeException)
        {
            // The parser reports what is wrong with it.
        }
    }
}
