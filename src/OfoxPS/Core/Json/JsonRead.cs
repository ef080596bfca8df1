using System.Globalization;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>Reads fields as servers really write them: of another type, null, or not at all.</summary>
internal static class JsonRead
{
    public static JsonElement? Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A string, or a number or boolean as text; null for anything else.</summary>
    public static string? Text(JsonElement element, string name) => Text(Field(element, name));

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    public static string? Text(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => null,
    };

    /// <summary>
    /// A piece of a text, which may begin or end with half of a surrogate pair; else as <see cref="Text(JsonElement, string)"/>.
    /// </summary>
    public static string? Piece(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } text ? JsonTree.Piece(text) : Text(element, name);

    public static long? Integer(JsonElement element, string name) => Integer(Field(element, name));

    /// <summary>A whole number, or one that was written as a fraction or a string; null for anything else.</summary>
    public static long? Integer(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long integer) => integer,
        { ValueKind: JsonValueKind.Number } number when Math.Abs(Poly.Number(number)) < 1e15 => (long)Poly.Number(number),
        { ValueKind: JsonValueKind.String } text when long.TryParse(
            text.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out long integer) => integer,
        _ => null,
    };

    public static DateTimeOffset? UnixTime(JsonElement element, string name) => UnixTime(Integer(element, name));

    /// <summary>A time in seconds since 1970; null for what is none.</summary>
    public static DateTimeOffset? UnixTime(long? time) =>
        time is long seconds and > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>Whether a text is one JSON object and nothing else.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonTree.MaximumDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a body is lines of JSON, one object each, as Ollama's own API sends them in place of a stream of events: it has more than
    /// one line, and the first is an object by itself.
    /// </summary>
    public static bool IsLines(ReadOnlySpan<byte> body)
    {
        int end = body.IndexOf((byte)'\n');
        return end > 0 && IsObject(body.Slice(0, end)) && body.Slice(end + 1).IndexOf((byte)'{') >= 0;
    }
}
