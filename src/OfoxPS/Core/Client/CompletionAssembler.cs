using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;

namespace OfoxPS.Core.Client;

/// <summary>Puts a completion together from its chunks. A whole answer is one chunk, so there is no other way to make one.</summary>
internal sealed class CompletionAssembler
{
    private readonly SortedDictionary<int, MessageAssembler> _choices = [];
    private readonly OrderedDictionary _rest = new();
    private readonly double _wanted;
    private string? _id;
    private string? _model;
    private DateTimeOffset? _created;
    private Usage? _usage;

    /// <param name="wanted">How many answers were asked for.</param>
    public CompletionAssembler(double wanted = 1) => _wanted = Math.Max(wanted, 1);

    /// <summary>Every answer that was asked for or began has said why it ended.</summary>
    public bool Finished => _choices.Count >= _wanted && _choices.Values.All(static choice => choice.FinishReason is not null);

    public bool Empty => _choices.Count == 0;

    public void Add(ChatChunk chunk)
    {
        _id ??= chunk.Id is { Length: > 0 } id ? id : null;
        _model = chunk.Model is { Length: > 0 } model ? model : _model;
        _created ??= chunk.Created;
        _usage = chunk.Usage ?? _usage;
        DeltaMerge.Replace(_rest, chunk.AdditionalProperties);
        foreach (ChatChunkChoice piece in chunk.Choices)
        {
            if (!_choices.TryGetValue(piece.Index, out MessageAssembler? choice))
            {
                _choices[piece.Index] = choice = new MessageAssembler(piece.Index);
            }

            choice.Add(piece);
        }
    }

    /// <summary>Whether a chunk brings something to see: the moment of the first token.</summary>
    public static bool HasToken(ChatChunk chunk) => chunk.Choices.Any(static choice =>
        choice.Delta is { Content.Length: > 0 } or { Refusal.Length: > 0 } or { ToolCalls.Length: > 0 } or { Reasoning.Length: > 0 } or { Parts.Length: > 0 });

    public ChatCompletion ToCompletion(ChatRequest request)
    {
        ChatChoice[] choices = [.. _choices.Values.Select(static choice => choice.ToChoice())];
        return new ChatCompletion
        {
            Id = _id,
            Choices = choices,
            Usage = _usage,
            RequestedModel = request.Model,
            Model = _model ?? request.Model,
            Created = _created,
            Conversation = [.. request.Messages, .. choices.Take(1).Select(static choice => choice.Message)],
            AdditionalProperties = DeltaMerge.Finish(_rest),
        };
    }
}
