using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>Puts tool calls together from their pieces, however a server numbers them.</summary>
internal sealed class ToolCallAssembler
{
    private readonly List<Call> _calls = [];

    /// <summary>Adds the pieces of one chunk.</summary>
    public void Add(ChatToolCallDelta[] pieces)
    {
        HashSet<Call> touched = [];
        foreach (ChatToolCallDelta piece in pieces)
        {
            Call call = Find(piece, touched);
            touched.Add(call);
            Add(call, piece);
        }
    }

    private static void Add(Call call, ChatToolCallDelta piece)
    {
        call.Index ??= piece.Index;
        call.Id = Said(piece.Id) ?? call.Id;
        call.Type = Said(piece.Type) ?? call.Type;
        if (Said(piece.Name) is { } name && name != call.Name)
        {
            call.Name += name;
        }

        // A last chunk that comes twice brings a whole call once more.
        if (piece.ArgumentsJson is { Length: > 0 } text && !(Said(piece.Id) is not null && text.Length == call.Arguments.Length && IsWhole(call) && text == call.Arguments.ToString()))
        {
            call.Arguments.Append(text);
        }

        DeltaMerge.Add(call.Rest, piece.AdditionalProperties);
        DeltaMerge.Add(call.FunctionRest, piece.FunctionProperties);
    }

    public ChatToolCall[] ToCalls() => [.. _calls.Select((call, position) => new ChatToolCall
    {
        Id = call.Id ?? MadeUp(position + 1),
        Type = call.Type ?? "function",
        Name = call.Name ?? string.Empty,
        ArgumentsJson = call.Arguments.ToString(),
        AdditionalProperties = DeltaMerge.Finish(call.Rest),
        FunctionProperties = DeltaMerge.Finish(call.FunctionRest),
    })];

    private string MadeUp(int number)
    {
        while (_calls.Any(call => call.Id == $"call_{number}"))
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
            call = new Call();
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
        Said(piece.Name) is { } name && call.Arguments.Length > 0 && !string.IsNullOrEmpty(piece.ArgumentsJson)
        && ((call.Name is not null && name != call.Name) || IsWhole(call));

    // Looked at closely only where it can be: a server may repeat the name with each of thousands of pieces.
    private static bool IsWhole(Call call)
    {
        int last = call.Arguments.Length - 1;
        while (last > 0 && char.IsWhiteSpace(call.Arguments[last]))
        {
            last--;
        }

        return call.Arguments[last] == '}' && JsonTree.ParseObject(call.Arguments.ToString()) is not null;
    }

    private Call? AtIndex(int? index) => index is null ? null : _calls.LastOrDefault(call => call.Index == index);

    private sealed class Call
    {
        public int? Index { get; set; }

        public string? Id { get; set; }

        public string? Type { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        public OrderedDictionary Rest { get; } = new();

        public OrderedDictionary FunctionRest { get; } = new();
    }
}
