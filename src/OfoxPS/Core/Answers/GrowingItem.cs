using System.Collections.Specialized;

namespace OfoxPS.Core.Answers;

/// <summary>
/// Whether an item of a list continues the one before it. In lists that are sent in pieces without an index (Mistral's thinking parts,
/// LiteLLM's <c>thinking_blocks</c>) it does if both are of the same type, that type is text, and no signature has ended the first.
/// </summary>
internal static class GrowingItem
{
    /// <param name="last">The last item: a dictionary, or one that has grown already.</param>
    /// <param name="next">The item that came.</param>
    public static bool Continues(object? last, OrderedDictionary next) => next["index"] is null && last switch
    {
        MergedFields fields =>
            fields["index"] is null && Continues(Text(fields["type"]), Text(fields["id"]), Text(fields["signature"]), next),
        OrderedDictionary fields =>
            fields["index"] is null && Continues(Text(fields["type"]), Text(fields["id"]), Text(fields["signature"]), next),
        _ => false,
    };

    /// <param name="type">The kind of the last item.</param>
    /// <param name="id">Its id; null if it has none.</param>
    /// <param name="signature">Its signature, which comes last; null if it has none yet.</param>
    /// <param name="next">The item that came.</param>
    public static bool Continues(string? type, string? id, string? signature, OrderedDictionary next) =>
        type is not null && (type is "text" or "output_text" || Thinking.IsThinking(type))
            && type is not ("redacted_thinking" or "reasoning.encrypted")
        && Text(next["type"]) == type
        && (id is null || Text(next["id"]) is not { } other || other == id)
        && (string.IsNullOrEmpty(signature) || !HasText(next));

    private static bool HasText(OrderedDictionary next)
    {
        foreach (object? value in new[] { next["thinking"], next["text"], next["reasoning"], next["summary"] })
        {
            if (value is string { Length: > 0 } or object?[] { Length: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    private static string? Text(object? value) => value is null ? null : $"{value}";
}
