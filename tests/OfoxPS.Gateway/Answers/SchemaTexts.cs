using System.Text.Json;

namespace OfoxPS.Gateway.Answers;

/// <summary>Strings that fit a schema's format.</summary>
internal static class SchemaTexts
{
    public static string For(JsonElement schema)
    {
        string text = Of(schema);
        int least = Length(schema, "minLength") ?? 0;
        int most = Length(schema, "maxLength") ?? int.MaxValue;
        return text.Length > most ? text[..most] : text.PadRight(least, 't');
    }

    private static int? Length(JsonElement schema, string word) =>
        schema.TryGetProperty(word, out JsonElement length) && length.TryGetInt32(out int value) ? value : null;

    private static string Of(JsonElement schema) => Format(schema) switch
    {
        "date-time" => "2026-01-02T03:04:05Z",
        "date" => "2026-01-02",
        "time" => "03:04:05Z",
        "duration" => "PT1H",
        "uuid" => "00000000-0000-4000-8000-000000000001",
        "uri" => "https://example.com/",
        "email" => "fox@example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "hostname" => "example.com",
        _ => "text",
    };

    private static string? Format(JsonElement schema) =>
        schema.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String ? format.GetString() : null;
}
