using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace OfoxPS.Client;

/// <summary>Puts tool calls together from their pieces, however a server numbers them.</summary>
internal sealed class ToolCallAssembler
{
    private readonly List<Call> _calls = [];

    public void Add(ChatToolCallDelta piece)
    {
        Call call = Find(piece);
        call.Index ??= piece.Index;
        call.Id = Said(piece.Id) ?? call.Id;
        call.Type = Said(piece.Type) ?? call.Type;
        if (Said(piece.Name) is { } name && name != call.Name)
        {
            call.Name += name;
        }

        call.Arguments.Append(piece.ArgumentsJson);
        DeltaMerge.Add(call.Rest, piece.AdditionalProperties);
    }

    public ChatToolCall[] ToCalls() => [.. _calls.Select(static (call, position) => new ChatToolCall
    {
        Id = call.Id ?? $"call_{position + 1}",
        Type = call.Type ?? "function",
        Name = call.Name ?? string.Empty,
        ArgumentsJson = call.Arguments.ToString(),
        AdditionalProperties = call.Rest,
    })];

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private Call Find(ChatToolCallDelta piece)
    {
        Call? call = Said(piece.Id) is { } id ? ById(id, piece.Index) : ByPlace(piece);
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

    // Without an id the index decides; without either it is the current call, unless a new name begins after its arguments.
    private Call? ByPlace(ChatToolCallDelta piece)
    {
        if (piece.Index is not null)
        {
            return AtIndex(piece.Index);
        }

        Call? current = _calls.LastOrDefault();
        bool another = current is { Arguments.Length: > 0 } && Said(piece.Name) is { } name && name != current.Name;
        return another ? null : current;
    }

    private Call? AtIndex(int? index) => index is null ? null : _calls.LastOrDefault(call => call.Index == index);

    private sealed class Call
    {
        public int? Index { get; set; }

        public string? Id { get; set; }

        public string? Type { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        public System.Collections.Specialized.OrderedDictionary Rest { get; } = new();
    }
}
