using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Core.Client;

/// <summary>The parts of a content, some of which are more than text. Text that arrives in pieces makes one part.</summary>
internal sealed class PartList
{
    // A part, or the text of one that still grows.
    private readonly List<object> _parts = [];

    /// <param name="text">The text that came before the first part.</param>
    public PartList(GrowingText text)
    {
        if (text.Length > 0)
        {
            _parts.Add(text);
        }
    }

    public void Add(ChatContentPart[] parts) => _parts.AddRange(parts);

    public void Add(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        switch (_parts.LastOrDefault())
        {
            case GrowingText open:
                open.Append(text);
                break;
            case ChatContentPart { Type: "text", Fields.Any: false } last:
                _parts[_parts.Count - 1] = Text(last.Text, text);
                break;
            default:
                _parts.Add(Text(text));
                break;
        }
    }

    private static GrowingText Text(params string?[] pieces)
    {
        GrowingText text = new();
        foreach (string? piece in pieces)
        {
            text.Append(piece);
        }

        return text;
    }

    public ChatContentPart[] ToArray() => [.. _parts.Select(static part => part as ChatContentPart ?? ChatContentPart.FromText(part.ToString()!))];
}
