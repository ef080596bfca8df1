using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;

namespace OfoxPS.Core.Client;

/// <summary>Puts one choice together from its pieces.</summary>
internal sealed class MessageAssembler
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _refusal = new();
    private readonly List<ChatContentPart> _parts = [];
    private readonly ToolCallAssembler _calls = new();
    private readonly OrderedDictionary _messageRest = new();
    private readonly OrderedDictionary _choiceRest = new();
    private string? _role;
    private bool _hasText;
    private bool _hasParts;

    public MessageAssembler(int index) => Index = index;

    public int Index { get; }

    public string? FinishReason { get; private set; }

    public void Add(ChatChunkChoice piece)
    {
        ChatDelta delta = piece.Delta;
        _role = delta.Role is { Length: > 0 } role ? role : _role;
        FinishReason = piece.FinishReason ?? FinishReason;
        if (delta.Content is not null)
        {
            _hasText = true;
            _text.Append(delta.Content);
        }

        AddParts(delta);
        _refusal.Append(delta.Refusal);
        _calls.Add(delta.ToolCalls);

        DeltaMerge.Add(_messageRest, delta.AdditionalProperties);
        DeltaMerge.Replace(_choiceRest, piece.AdditionalProperties);
    }

    public ChatChoice ToChoice()
    {
        ChatToolCall[] calls = _calls.ToCalls();
        bool noText = !_hasText || (_text.Length == 0 && calls.Length > 0);
        return new ChatChoice
        {
            Index = Index,
            FinishReason = FinishReason,
            AdditionalProperties = DeltaMerge.Finish(_choiceRest),
            Message = new ChatMessage
            {
                Role = _role ?? "assistant",
                Content = _hasParts ? _parts.ToArray() : noText ? null : _text.ToString(),
                Refusal = _refusal.Length > 0 ? _refusal.ToString() : null,
                ToolCalls = calls,
                AdditionalProperties = DeltaMerge.Finish(_messageRest),
                Received = true,
            },
        };
    }

    // Parts matter only where one is more than text; until then their text alone is kept, and it becomes the first part.
    private void AddParts(ChatDelta delta)
    {
        if (delta.Parts.Length == 0)
        {
            if (_hasParts && delta.Content is { Length: > 0 } text)
            {
                AddText(text);
            }

            return;
        }

        if (!_hasParts && _text.Length > (delta.Content?.Length ?? 0))
        {
            AddText(_text.ToString(0, _text.Length - (delta.Content?.Length ?? 0)));
        }

        _hasParts = true;
        _parts.AddRange(delta.Parts);
    }

    private void AddText(string text)
    {
        if (_parts.LastOrDefault() is { Type: "text", AdditionalProperties.Count: 0 } last)
        {
            _parts[_parts.Count - 1] = ChatContentPart.FromText(last.Text + text);
        }
        else
        {
            _parts.Add(ChatContentPart.FromText(text));
        }
    }
}
