using System;
using System.Collections;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using OfoxPS.Core.Json;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>An input as a checkpoint keeps it beside its answer: data, without what is large and in the request already.</summary>
internal static class KeptInput
{
    /// <summary>The input as a tree of JSON; null for messages, images and bytes, and for what is too large to be kept whole.</summary>
    public static object? Of(object? source) => Unwrap.Value(source) switch
    {
        null => null,
        FileSystemInfo file => new OrderedDictionary { ["Name"] = file.Name, ["FullName"] = file.FullName },
        ChatMessage or ChatCompletion or OfoxConversation or ChatContentPart or ChatMedia => null,
        IList list when list is byte[] || list.Cast<object?>().Any(static item => IsLeftOut(Unwrap.Value(item))) => null,
        _ => TreeOf(source),
    };

    /// <summary>The input that was kept: objects have the properties that they had, as JSON says them.</summary>
    public static object? Restore(object? tree)
    {
        try
        {
            return TypedValue.Loose(tree);
        }
        catch (FormatException)
        {
            // A dictionary may have keys that no object can have as properties.
            return tree;
        }
    }

    private static bool IsLeftOut(object? item) => item is byte or byte[] or ChatMessage or ChatCompletion or OfoxConversation or ChatContentPart or ChatMedia;

    private static object? TreeOf(object? source)
    {
        JsonTreeReader reader = JsonTreeReader.Tolerant(ObjectJson.MaximumDepth, WellFormed.MaximumLength);
        object? tree = reader.Read(source);
        return reader.IsFull ? null : tree;
    }
}
