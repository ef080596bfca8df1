using System.Runtime.CompilerServices;
using System.Text.Json;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// The hash of what a request asks: its address, and its body with the names in order, the hashes of images, documents and sounds in their
/// place, and without what does not change the answer (how it is sent, and who asks).
/// </summary>
internal static class RequestHash
{
    private static readonly HashSet<string> PassedOver =
        ["stream", "stream_options", "user", "metadata", "store", "prompt_cache_key", "safety_identifier"];

    // The hashes of files by path, because many prompts may have the same file.
    private static readonly ConditionalWeakTable<ChatMedia, string> Media = new();

    /// <param name="address">Where it is sent.</param>
    /// <param name="body">The body.</param>
    /// <param name="form">What else decides what comes of the answer: the schema that was asked for; null if none was.</param>
    /// <returns>32 bytes.</returns>
    /// <exception cref="OfoxException">A file cannot be read.</exception>
    public static byte[] Of(Uri address, RequestBody body, string? form)
    {
        using MemoryStream canonical = new();
        using (JsonDocument document = JsonDocument.Parse(body.Describe(HashOf), JsonTree.Deep))
        using (Utf8JsonWriter writer = new(canonical))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(address.GetLeftPart(UriPartial.Path));
            writer.WriteStringValue(form);
            Write(writer, document.RootElement, isRoot: true);
            writer.WriteEndArray();
        }

        canonical.Position = 0;
        return Sha256.Of(canonical);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, bool isRoot = false)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty field in value.EnumerateObject().OrderBy(static field => field.Name, StringComparer.Ordinal))
                {
                    if (!isRoot || !PassedOver.Contains(field.Name))
                    {
                        writer.WritePropertyName(field.Name);
                        Write(writer, field.Value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string HashOf(ChatMedia media) => Media.GetValue(media, static media =>
    {
        using Stream content = media.Open();
        return Sha256.TextOf(content);
    });
}
