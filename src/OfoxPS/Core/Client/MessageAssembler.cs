using System.Collections.Generic;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>Puts one choice together from its pieces.</summary>
internal sealed class MessageAssembler
{
    private readonly AnswerLimits _limits;
    private readonly bool _keepText;
    private readonly GrowingText _text = new();
    private readonly GrowingText _refusal = new();
    private readonly ToolCallAssembler _calls;
    private readonly MergedFields _messageRest = new();
    private readonly MergedFields _choiceRest = new();
    private RawFields? _latestDelta;
    private RawFields? _latestChoice;
    private PartList? _parts;
    private string? _role;
    private bool _hasText;

    /// <param name="index">The choice's place among the answers.</param>
    /// <param name="limits">How much is accepted.</param>
    /// <param name="keepText">Whether text, arguments and unknown fields are kept, or only counted.</param>
    public MessageAssembler(int index, AnswerLimits limits, bool keepText)
    {
        Index = index;
        _limits = limits;
        _keepText = keepText;
        _calls = new ToolCallAssembler(limits, keepText);
    }

    public int Index { get; }

    public string? FinishReason { get; private set; }

    public void Add(ChatChunkChoice piece)
    {
        ChatDelta delta = piece.Delta;
        _role = delta.Role is { Length: > 0 } role ? role : _role;
        FinishReason = piece.FinishReason ?? FinishReason;
        Count(delta);
        if (_keepText)
        {
            Keep(delta);
            if (piece.Fields.Any && !(piece.Fields.Raw is { IsFlat: true } raw && ReferenceEquals(raw, _latestChoice)))
            {
                _latestChoice = piece.Fields.Raw;
                _choiceRest.Replace(piece.AdditionalProperties, _limits);
            }
        }

        _calls.Add(delta.ToolCalls);
    }

    /// <summary>It says that tools are called, and calls none.</summary>
    public bool LacksCalls => FinishReason == "tool_calls" && !HasCalls;

    /// <summary>It calls tools.</summary>
    public bool HasCalls => _calls.Count > 0;

    /// <param name="taken">Ids of calls that the conversation has; those that are made up here are added. Needed where there are calls.</param>
    public ChatChoice ToChoice(HashSet<string>? taken)
    {
        ChatToolCall[] calls = _keepText && HasCalls ? _calls.ToCalls(taken!) : [];
        bool noText = !_hasText || (_text.Length == 0 && calls.Length > 0);
        return new ChatChoice
        {
            Index = Index,
            FinishReason = FinishReason,
            Fields = _choiceRest.ToLazyFields(),
            Message = new ChatMessage
            {
                Role = _role ?? "assistant",
                Content = _parts is not null ? _parts.ToArray() : noText ? null : _text.ToString(),
                Refusal = _refusal.Length > 0 ? _refusal.ToString() : null,
                ToolCalls = calls,
                Fields = _messageRest.ToLazyFields(),
                Received = true,
            },
        };
    }

    private void Count(ChatDelta delta)
    {
        _limits.AddText(delta.Content);
        _limits.AddText(delta.Refusal);
        if (delta.Fields is { Any: true, Raw: null })
        {
            _limits.AddFields(delta.AdditionalProperties);
        }

        foreach (ChatContentPart part in delta.Parts)
        {
            _limits.AddPart(part);
        }
    }

    // Parts matter only where one is more than text; until then their text alone is kept, and it becomes the first part.
    private void Keep(ChatDelta delta)
    {
        _refusal.Append(delta.Refusal);
        if (delta.Fields.Any && !(delta.Fields.Raw is { } raw && ReferenceEquals(raw, _latestDelta)))
        {
            // Those that are not read yet are nothing but null.
            _latestDelta = delta.Fields.Raw;
            _messageRest.Add(delta.AdditionalProperties);
        }

        _hasText |= delta.Content is not null;
        if (delta.Parts.Length > 0)
        {
            _parts ??= new PartList(_text);
            _parts.Add(delta.Parts);
        }
        else if (_parts is not null)
        {
            _parts.Add(delta.Content);
        }
        else
        {
            _text.Append(delta.Content);
        }
    }
}
