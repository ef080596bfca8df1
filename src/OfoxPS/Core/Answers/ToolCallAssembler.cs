using OfoxPS.Core.Json;

namespace OfoxPS.Core.Answers;

/// <summary>
/// Puts tool calls together from their pieces, however a server numbers them, or only counts them. A call begins with its name; a piece
/// without one belongs to an earlier call. As there are few calls, they are looked through for each piece.
/// </summary>
internal sealed class ToolCallAssembler(AnswerLimits limits, bool keepText = true)
{
    private readonly List<OpenToolCall> _calls = [];

    /// <summary>How many calls have begun.</summary>
    public int Count => _calls.Count;

    /// <summary>Adds the pieces of one chunk.</summary>
    public void Add(ChatToolCallDelta[] pieces)
    {
        if (pieces.Length == 0)
        {
            return;
        }

        HashSet<OpenToolCall> touched = [];
        foreach (ChatToolCallDelta piece in pieces)
        {
            OpenToolCall call = Find(piece, touched);
            touched.Add(call);
            call.Add(piece, limits, keepText);
        }
    }

    /// <param name="taken">Ids of calls that the conversation has; those that are made up here are added.</param>
    public ChatToolCall[] ToCalls(HashSet<string> taken)
    {
        List<ChatToolCall> calls = [];
        foreach (OpenToolCall call in _calls)
        {
            if (calls.Count > 0 && call is { Name.Length: 0, IsComplete: false, IsFunction: true })
            {
                // It opened with an id and never got a name: its arguments belong to the call before it.
                OpenToolCall both = new();
                both.Append(calls[calls.Count - 1].ArgumentsJson);
                both.Append(call.ArgumentsJson);
                calls[calls.Count - 1].ArgumentsJson = both.ArgumentsJson;
                continue;
            }

            calls.Add(new ChatToolCall
            {
                Id = call.Id ?? MadeUp(calls.Count + 1, taken),
                Type = call.Type ?? "function",
                Name = call.Name.ToString(),
                ArgumentsJson = call.ArgumentsJson,
                Fields = call.Rest.ToLazyFields(),
                FunctionProperties = call.FunctionRest.ToFields(),
            });
        }

        return [.. calls];
    }

    private string MadeUp(int number, HashSet<string> taken)
    {
        while (_calls.Exists(call => call.Id == $"call_{number}") || !taken.Add($"call_{number}"))
        {
            number += _calls.Count;
        }

        return $"call_{number}";
    }

    private OpenToolCall Find(ChatToolCallDelta piece, HashSet<OpenToolCall> touched)
    {
        string? id = OpenToolCall.NonBlank(piece.Id);
        OpenToolCall? call = id is not null ? ById(id, piece) : ByPlace(piece, touched);
        if (call is null)
        {
            limits.AddCall();
            call = new OpenToolCall { IsComplete = piece.IsComplete };
            limits.AddText(piece.Id);
            _calls.Add(call);
        }

        return call;
    }

    // A known id continues its call. A new one opens a call, unless the call at its index has not had an id yet or the piece has no name.
    private OpenToolCall? ById(string id, ChatToolCallDelta piece)
    {
        int? index = piece.Index;
        bool canBegin = CanBegin(piece);
        OpenToolCall? known = _calls.LastOrDefault(call => call.Id == id);
        if (known is not null)
        {
            bool elsewhere = index is not null && known.Index is not null && index != known.Index;
            return elsewhere ? AtIndex(index) ?? (canBegin ? null : known) : known;
        }

        OpenToolCall? there = AtIndex(index);
        return there is { Id: null } || (there is not null && !canBegin) ? there
            : index is null && !canBegin ? _calls.LastOrDefault()
            : null;
    }

    // Without an id the index decides; without either it is the current call, unless that got a piece of this very chunk.
    private OpenToolCall? ByPlace(ChatToolCallDelta piece, HashSet<OpenToolCall> touched)
    {
        OpenToolCall? call = piece.Index is not null ? AtIndex(piece.Index) : _calls.LastOrDefault();
        if (!CanBegin(piece))
        {
            return call ?? _calls.LastOrDefault();
        }

        bool another = call is not null && ((piece.Index is null && touched.Contains(call)) || call.IsFollowedBy(piece));
        return another ? null : call;
    }

    private static bool CanBegin(ChatToolCallDelta piece) =>
        piece.IsComplete || OpenToolCall.NonBlank(piece.Name) is not null || OpenToolCall.NonBlank(piece.Type) is not (null or "function");

    private OpenToolCall? AtIndex(int? index) => index is null ? null : _calls.LastOrDefault(call => call.Index == index);
}
