using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Json;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// The input that a checkpoint keeps beside its answer: data as JSON, without large content that the request holds already.
/// </summary>
internal static class KeptInput
{
    /// <summary>The input as a JSON tree; null for messages, images and bytes, and for an input that is too large.</summary>
    public static object? Of(object? source) => Unwrap.Value(source) switch
    {
        null => null,
        FileSystemInfo file => new OrderedDictionary { ["Name"] = file.Name, ["FullName"] = file.FullName },
        ChatMessage or ChatCompletion or OfoxConversation or ChatContentPart or ChatMedia => null,
        IList list when list is byte[] || list.Cast<object?>().Any(static item => IsLeftOut(Unwrap.Value(item))) => null,
        _ => TreeOf(source),
    };

    private static bool IsLeftOut(object? item) =>
        item is byte or byte[] or ChatMessage or ChatCompletion or OfoxConversation or ChatContentPart or ChatMedia;

    private static object? TreeOf(object? source)
    {
        JsonTreeReader reader = JsonTreeReader.Tolerant(ObjectJson.MaximumDepth, WellFormed.MaximumLength);
        object? tree = reader.Read(source);
        return reader.IsFull ? null : tree;
    }
}
