using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Parses JSON whose strings may hold halves of surrogate pairs or bytes that are not UTF-8. Halves in a piece of a text are left to the
/// caller, because the next piece may have the other half.
/// </summary>
internal static class TolerantJson
{
    /// <summary>
    /// In bytes: 1 MiB. Longer JSON is read on a thread of its own, because parsing it rents as much from the array pool.
    /// </summary>
    public const int Large = 1024 * 1024;

    // A pair, half of one, or any other escape.
    private static readonly Regex Escape = new(
        @"\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|(?<half>\\u[Dd][89A-Fa-f][0-9A-Fa-f]{2})|\\.",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <exception cref="JsonException">The bytes are no JSON, or a <see cref="JsonTooLargeException"/>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, Func<JsonElement, T> read) => Read((ReadOnlyMemory<byte>)json.ToArray(), read);

    /// <exception cref="JsonException">The bytes are no JSON, or a <see cref="JsonTooLargeException"/>.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        try
        {
            return Parse(json, read);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8: JsonElement finds them only when the text is read.
            return Parse(Repaired(json.Span), read);
        }
    }

    /// <exception cref="JsonException">The text is no JSON, or a <see cref="JsonTooLargeException"/>.</exception>
    public static T Read<T>(string json, Func<JsonElement, T> read) => Read((ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(json), read);

    /// <summary>The JSON without halves of surrogate pairs and bytes that are no UTF-8.</summary>
    public static byte[] Repaired(ReadOnlySpan<byte> json) => Encoding.UTF8.GetBytes(
        Escape.Replace(Poly.Utf8(json), static escape => escape.Groups["half"].Success ? "\uFFFD" : escape.Value));

    private static T Parse<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read) =>
        json.Length <= Large ? ParseHere(json, read) : TemporaryThread.Run(() => ParseHere(json, read));

    private static T ParseHere<T>(ReadOnlyMemory<byte> json, Func<JsonElement, T> read)
    {
        JsonSize.Check(json.Span);
        using JsonDocument document = JsonDocument.Parse(json, JsonTree.Deep);
        return read(document.RootElement);
    }
}
