using System.Collections.Generic;
using System.Linq;
using System.Text;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Client;

/// <summary>Puts tool calls together from their pieces, however a server numbers them.</summary>
internal sealed class ToolCallAssembler
{
    private readonly AnswerLimits _limits;
    private readonly bool _keepText;
    private readonly List<Call> _calls = [];

    /// <param name="limits">How much is accepted. As there are few calls, they can be looked through for each piece.</param>
    /// <param name="keepText">Whether arguments and unknown fields are kept, or only counted.</param>
    public ToolCallAssembler(AnswerLimits limits, bool keepText = true)
    {
        _limits = limits;
        _keepText = keepText;
    }

    /// <summary>Adds the pieces of one chunk.</summary>
    public void Add(ChatToolCallDelta[] pieces)
    {
        if (pieces.Length == 0)
        {
            return;
        }

        HashSet<Call> touched = [];
        foreach (ChatToolCallDelta piece in pieces)
        {
            Call call = Find(piece, touched);
            touched.Add(call);
            Add(call, piece);
        }
    }

    private void Add(Call call, ChatToolCallDelta piece)
    {
        call.Index ??= piece.Index;
        call.Id = Said(piece.Id) ?? call.Id;
        call.Type = Said(piece.Type) ?? call.Type;
        if (Said(piece.Name) is { } name && !call.IsNamed(name))
        {
            _limits.AddText(name);
            call.Name.Append(name);
        }

        _limits.AddFields(piece.AdditionalProperties);
        _limits.AddFields(piece.FunctionProperties);
        if (_keepText)
        {
            call.Rest.Add(piece.AdditionalProperties);
            call.FunctionRest.Add(piece.FunctionProperties);
        }

        if (piece.ArgumentsJson is { Length: > 0 } text && !IsRepeated(call, piece, text))
        {
            _limits.AddText(text);
            call.Progress.Add(text);
            call.Arguments.Append(_keepText ? text : null);
        }
    }

    // A last chunk that comes twice brings a whole call once more.
    private static bool IsRepeated(Call call, ChatToolCallDelta piece, string text) =>
        Said(piece.Id) is not null && call.Progress.IsWhole && text.Length == call.Arguments.Length && text == call.Arguments.ToString();

    public int Count => _calls.Count;

    /// <param name="taken">Ids of calls that the conversation has; those that are made up here are added.</param>
    public ChatToolCall[] ToCalls(HashSet<string> taken) => [.. _calls.Select((call, position) => new ChatToolCall
    {
        Id = call.Id ?? MadeUp(position + 1, taken),
        Type = call.Type ?? "function",
        Name = call.Name.ToString(),
        ArgumentsJson = call.Arguments.ToString(),
        Fields = call.Rest.ToLazyFields(),
        FunctionProperties = call.FunctionRest.ToFields(),
    })];

    private string MadeUp(int number, HashSet<string> taken)
    {
        while (_calls.Any(call => call.Id == $"call_{number}") || !taken.Add($"call_{number}"))
        {
            number += _calls.Count;
        }

        return $"call_{number}";
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private Call Find(ChatToolCallDelta piece, HashSet<Call> touched)
    {
        Call? call = Said(piece.Id) is { } id ? ById(id, piece.Index) : ByPlace(piece, touched);
        if (call is null)
        {
            _limits.AddCall();
            call = new Call();
            _limits.AddText(piece.Id);
            _calls.Add(call);
        }

        return call;
    }

    // A known id continues its call. A new one opens a call, unless the call at its index has not had an id yet.
    private Call? ById(string id, int? index)
    {
        Call? known = _calls.LastOrDefault(call => call.Id == id);
        if (known is not null)
        {
            bool elsewhere = index is not null && known.Index is not null && index != known.Index;
            return elsewhere ? AtIndex(index) : known;
        }

        return AtIndex(index) is { Id: null } unnamed ? unnamed : null;
    }

    // Without an id the index decides; without either it is the current call, unless that got a piece of this very chunk.
    private Call? ByPlace(ChatToolCallDelta piece, HashSet<Call> touched)
    {
        Call? call = piece.Index is not null ? AtIndex(piece.Index) : _calls.LastOrDefault();
        bool another = call is not null && ((piece.Index is null && touched.Contains(call)) || BeginsAnew(call, piece));
        return another ? null : call;
    }

    // A name after arguments begins another call, if it is another name or the arguments were complete.
    private static bool BeginsAnew(Call call, ChatToolCallDelta piece) =>
        Said(piece.Name) is { } name && call.Progress.Length > 0 && !string.IsNullOrEmpty(piece.ArgumentsJson)
        && ((call.Name.Length > 0 && !call.IsNamed(name)) || call.Progress.IsWhole);

    private Call? AtIndex(int? index) => index is null ? null : _calls.LastOrDefault(call => call.Index == index);

    private sealed class Call
    {
        public int? Index { get; set; }

        public string? Id { get; set; }

        public string? Type { get; set; }

        public StringBuilder Name { get; } = new();

        public GrowingText Arguments { get; } = new();

        public MergedFields Rest { get; } = new();

        public MergedFields FunctionRest { get; } = new();

        public WholeObject Progress;

        public bool IsNamed(string name) => name.Length == Name.Length && name == Name.ToString();
    }
}
