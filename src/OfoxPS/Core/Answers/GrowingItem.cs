using System.Collections.Specialized;

namespace OfoxPS.Core.Answers;

/// <summary>
/// Whether an item of a list continues the one before it. In lists that are sent in pieces without an index (Mistral's thinking parts,
/// LiteLLM's <c>thinking_blocks</c>) it does if both are of the same type, that type is text, and no signature has ended the first.
/// </summary>
internal static class GrowingItem
{
    private static readonly string[] Texts = ["thinking", "text", "reasoning", "summary"];

    /// <summary>Whether an item continues the last one, which may have grown already.</summary>
    public static bool Continues(object? last, OrderedDictionary next) =>
        Text(last, "type") is { } type and not ("redacted_thinking" or "reasoning.encrypted")
        && (type is "text" or "output_text" || Thinking.IsThinking(type))
        && Text(next, "type") == type
        && (Text(last, "id") is not { } id || Text(next, "id") is not { } other || other == id)
        && (string.IsNullOrEmpty(Text(last, "signature")) || !HasText(next));

    /// <summary>A field of an item, as text; null where there is none.</summary>
    public static string? Text(object? item, string name) => item switch
    {
        MergedFields fields => fields[name]?.ToString(),
        OrderedDictionary fields => fields[name]?.ToString(),
        _ => null,
    };

    private static bool HasText(OrderedDictionary next) =>
        Array.Exists(Texts, name => next[name] is string { Length: > 0 } or object?[] { Length: > 0 });
}
