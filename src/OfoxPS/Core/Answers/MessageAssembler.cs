using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Answers;

/// <summary>Puts one choice together from its pieces, or only counts them.</summary>
internal sealed class MessageAssembler(int index, AnswerLimits limits, bool keepText)
{
    private readonly GrowingText _refusal = new();
    private readonly MergedFields _messageRest = new();
    private readonly MergedFields _choiceRest = new();
    private GrowingText _text = new();
    private TaggedThinking _tags = new();
    private ToolCallAssembler _calls = new(limits, keepText);
    private RawFields? _latestDelta;
    private RawFields? _latestChoice;
    private PartList? _parts;
    private string? _role;
    private bool _hasText;
    private int _length;

    public int Index { get; } = index;

    public string? FinishReason { get; private set; }

    /// <summary>None of its pieces had a place for an answer.</summary>
    public bool IsBare { get; private set; } = true;

    /// <summary>It says that tools are called, and calls none.</summary>
    public bool LacksCalls => !HasCalls && FinishReasons.IsCall(FinishReason);

    /// <summary>It calls tools.</summary>
    public bool HasCalls => _calls.Count > 0;

    /// <summary>
    /// Adds a piece, and reduces it to what is new: without the thinking between tags, and for a whole message without what came before.
    /// </summary>
    public void Add(ChatChunkChoice piece)
    {
        ChatDelta delta = piece.Delta;
        bool isFirst = IsBare;
        IsBare &= piece.IsBare;
        _role = delta.Role is { Length: > 0 } role ? role : _role;
        FinishReason = piece.FinishReason ?? FinishReason;
        if (piece.IsComplete && !isFirst)
        {
            Replace(delta);
        }
        else
        {
            TakeThinking(delta, isLast: piece.FinishReason is not null || piece.IsComplete);
            Count(delta);
            Keep(delta);
            _calls.Add(delta.ToolCalls);
        }

        if (keepText && piece.Fields.Any && !(piece.Fields.Raw is { IsFlat: true } raw && ReferenceEquals(raw, _latestChoice)))
        {
            _latestChoice = piece.Fields.Raw;
            _choiceRest.Replace(piece.AdditionalProperties, limits);
        }
    }

    /// <param name="taken">
    /// Ids of calls that the conversation has; those that are made up here are added. Needed where there are calls.
    /// </param>
    /// <param name="model">The model that was asked.</param>
    public ChatChoice ToChoice(HashSet<string>? taken, string model)
    {
        ChatToolCall[] calls = keepText && HasCalls ? _calls.ToCalls(taken!) : [];
        string text = _text.ToString() + (_tags.IsDone ? string.Empty : _tags.Waiting);
        string? thinking = _tags.Raw;
        text = thinking is null && _parts is null ? TaggedThinking.WithoutUnopened(text, out thinking) : text;
        bool noText = !_hasText || (text.Length == 0 && calls.Length > 0);
        return new ChatChoice
        {
            Index = Index,
            FinishReason = FinishReason,
            Fields = _choiceRest.ToLazyFields(),
            Message = new ChatMessage
            {
                // Who answers is the assistant, also where a server calls it model or ai. Messages of a checkpoint are those of tools too.
                Role = _role is "user" or "system" or "developer" or "tool" or "function" ? _role : "assistant",
                Content = _parts is not null ? _parts.ToArray() : noText ? null : text,
                Refusal = _refusal.Length > 0 ? _refusal.ToString() : null,
                ToolCalls = calls,
                Tagged = thinking is { } raw ? WellFormed.WithoutHalves(raw) : null,
                Fields = _messageRest.ToLazyFields(),
                Model = model,
            },
        };
    }

    private void TakeThinking(ChatDelta delta, bool isLast)
    {
        if (_tags.IsDone || (delta.Content is not { Length: > 0 } && !isLast))
        {
            return;
        }

        if (delta.Parts.Length > 0)
        {
            // The parts of the content have their reasoning in themselves.
            string waiting = _tags.End().Text;
            _text.Append(keepText ? waiting : null);
            delta.Content = waiting + delta.Content;
            return;
        }

        (string thought, string text) = _tags.Add(delta.Content ?? string.Empty);
        if (isLast)
        {
            (string lastThought, string lastText) = _tags.End();
            (thought, text) = (thought + lastThought, text + lastText);
        }

        if (text.Length != (delta.Content?.Length ?? 0))
        {
            _hasText |= delta.Content is not null;
            delta.Content = text.Length > 0 ? text : null;
        }

        delta.Thought = thought.Length > 0 ? thought : null;
    }

    // A whole message replaces the pieces before it, which were the beginning of it or differ from it.
    private void Replace(ChatDelta delta)
    {
        if (delta.Content is not null || delta.Parts.Length > 0)
        {
            ReplaceText(delta);
        }

        if (delta.ToolCalls.Length > 0)
        {
            _calls = new ToolCallAssembler(new AnswerLimits(), keepText);
            _calls.Add(delta.ToolCalls);
        }

        if (keepText && delta.Fields.Any)
        {
            _messageRest.Replace(delta.AdditionalProperties, limits);
        }
    }

    private void ReplaceText(ChatDelta delta)
    {
        TaggedThinking tags = new();
        string text = delta.Content ?? string.Empty;
        text = delta.Parts.Length > 0 ? text : tags.Add(text).Text + tags.End().Text;
        string before = _text.ToString();
        int known = _parts is null && keepText ? (text.StartsWith(before, StringComparison.Ordinal) ? before.Length : -1) : _length;
        string fresh = known < 0 ? (before.Length == 0 ? text : string.Empty) : text.Substring(Math.Min(known, text.Length));
        limits.AddText(fresh);
        (_hasText, _length) = (true, text.Length);
        _tags = tags.Raw is null ? _tags : tags;
        if (keepText)
        {
            _text = new GrowingText();
            _text.Append(text);
            _parts = null;
            KeepParts(delta.Parts, text: null);
        }

        delta.Content = fresh.Length > 0 ? fresh : null;
    }

    private void Count(ChatDelta delta)
    {
        limits.AddText(delta.Content);
        limits.AddText(delta.Thought);
        limits.AddText(delta.Refusal);
        if (delta.Fields is { Any: true, Raw: null })
        {
            limits.AddFields(delta.AdditionalProperties);
        }

        foreach (ChatContentPart part in delta.Parts)
        {
            limits.AddPart(part);
        }

        _length += delta.Content?.Length ?? 0;
    }

    private void Keep(ChatDelta delta)
    {
        if (!keepText)
        {
            return;
        }

        _refusal.Append(delta.Refusal);
        if (delta.Fields.Any && !(delta.Fields.Raw is { } raw && ReferenceEquals(raw, _latestDelta)))
        {
            // Fields that are still raw are all null: a value would have been read at once.
            _latestDelta = delta.Fields.Raw;
            _messageRest.Add(delta.AdditionalProperties);
        }

        _hasText |= delta.Content is not null;
        KeepParts(delta.Parts, delta.Content);
    }

    // Parts are kept once one of them is more than text. The text before it becomes the first part.
    private void KeepParts(ChatContentPart[] parts, string? text)
    {
        if (parts.Length > 0)
        {
            _parts ??= new PartList(_text);
            _parts.Add(parts);
        }
        else if (_parts is not null)
        {
            _parts.Add(text);
        }
        else
        {
            _text.Append(text);
        }
    }
}
