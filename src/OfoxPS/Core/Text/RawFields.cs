using System.Collections.Specialized;
using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>
/// Fields of an answer that have no property, as the JSON in which they were received. Most chunks of a stream repeat them and few scripts
/// read them, so the dictionary is made on demand. Immutable, so that many chunks can have the same one.
/// </summary>
/// <param name="json">A JSON object in valid UTF-8, whose names hold no escapes.</param>
/// <param name="isFlat">Whether none of its values is an object, a list or a text that a later chunk could go on with.</param>
internal sealed class RawFields(byte[] json, bool isFlat)
{
    /// <summary>Whether the same fields, coming again, change nothing.</summary>
    public bool IsFlat { get; } = isFlat;

    /// <summary>The JSON.</summary>
    public byte[] Json { get; } = json;

    /// <summary>The dictionary; each call makes another one.</summary>
    public OrderedDictionary ToFields() => Parse(Json);

    /// <summary>The dictionary of fields that are not kept as JSON.</summary>
    public static OrderedDictionary Parse(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json, JsonTree.Deep);
        return JsonTree.ObjectFrom(document.RootElement, pieces: true);
    }
}
