using System.Collections.Specialized;

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
        for (int i = 0; i < parts.Length; i++)
        {
            if (i == 0 && _parts.Count > 0 && parts[0].Type != "text" && Continues(_parts[_parts.Count - 1], parts[0]))
            {
                Pieces pieces = _parts[_parts.Count - 1] as Pieces ?? new Pieces((ChatContentPart)_parts[_parts.Count - 1]);
                pieces.Add(parts[0]);
                _parts[_parts.Count - 1] = pieces;
            }
            else
            {
                _parts.Add(parts[i]);
            }
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
        Pieces pieces => pieces.ToPart(),
        ChatContentPart complete => complete,
        _ => ChatContentPart.FromText(part.ToString()!),
    })];

    private static bool Continues(object last, ChatContentPart next) => last switch
    {
        Pieces pieces => GrowingItem.Continues(pieces.Type, pieces.Id, pieces.Signature, Fields(next)),
        ChatContentPart part =>
            GrowingItem.Continues(part.Type, part.Fields["id"] as string, part.Fields["signature"] as string, Fields(next)),
        _ => false,
    };

    private static OrderedDictionary Fields(ChatContentPart part)
    {
        OrderedDictionary fields = new() { ["type"] = part.Type, ["text"] = part.Text };
        foreach (string name in new[] { "id", "signature", "thinking", "reasoning", "summary", "index" })
        {
            fields[name] = part.Fields[name];
        }

        return fields;
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

    private sealed class Pieces
    {
        private readonly MergedFields _fields = new();
        private readonly GrowingText _text = new();
        private bool _hasText;

        public Pieces(ChatContentPart first)
        {
            Type = first.Type;
            Add(first);
        }

        public string Type { get; }

        public string? Id => _fields["id"]?.ToString();

        public string? Signature => _fields["signature"]?.ToString();

        public void Add(ChatContentPart part)
        {
            _hasText |= part.Text is not null;
            _text.Append(part.Text);
            if (part.Fields.Any)
            {
                _fields.Add(part.AdditionalProperties);
            }
        }

        public ChatContentPart ToPart() =>
            new() { Type = Type, Text = _hasText ? _text.ToString() : null, Fields = _fields.ToLazyFields() };
    }
}
