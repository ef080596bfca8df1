using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Answers;

/// <summary>The parts of a content, some of which are more than text. Text and thinking that arrive in pieces make one part.</summary>
internal sealed class PartList
{
    // Each is a ChatContentPart, or the builder of one that still grows: GrowingText or MergedFields.
    private readonly List<object> _parts = [];

    /// <param name="text">The text that came before the first part.</param>
    public PartList(GrowingText text)
    {
        if (text.Length > 0)
        {
            _parts.Add(text);
        }
    }

    public void Add(ChatContentPart[] parts)
    {
        _parts.AddRange(parts);
        int first = _parts.Count - parts.Length;
        if (first == 0 || parts.Length == 0 || parts[0].Type == "text")
        {
            return;
        }

        object last = _parts[first - 1] is ChatContentPart part ? Fields(part) : _parts[first - 1];
        OrderedDictionary next = Fields(parts[0]);
        if (GrowingItem.Continues(last, next))
        {
            _parts[first - 1] = (last as MergedFields ?? new MergedFields().Add((OrderedDictionary)last)).Add(next);
            _parts.RemoveAt(first);
        }
    }

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

    public ChatContentPart[] ToArray() => [.. _parts.Select(static part => part switch
    {
        MergedFields merged => Part(merged.ToFields()),
        ChatContentPart complete => complete,
        _ => ChatContentPart.FromText(part.ToString()!),
    })];

    private static OrderedDictionary Fields(ChatContentPart part)
    {
        OrderedDictionary fields = new() { ["type"] = part.Type, ["text"] = part.Text };
        foreach (DictionaryEntry field in part.Fields.Any ? part.AdditionalProperties : [])
        {
            fields[field.Key] = field.Value;
        }

        return fields;
    }

    private static ChatContentPart Part(OrderedDictionary fields)
    {
        ChatContentPart part = new() { Type = (string)fields["type"]!, Text = fields["text"] as string };
        fields.Remove("type");
        fields.Remove("text");
        part.Fields = LazyFields.Of(fields);
        return part;
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
}
