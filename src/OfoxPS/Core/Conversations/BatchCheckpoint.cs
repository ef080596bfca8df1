using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Checkpoint;

namespace OfoxPS.Core.Conversations;

/// <summary>The conversations of a run and their records: what is known of an input already, and what is kept when one ends.</summary>
internal sealed class BatchCheckpoint : IDisposable
{
    private readonly BatchOptions _options;
    private readonly CheckpointFile _file;
    private readonly Dictionary<Conversation, (RecordKey Key, PreparedRequest First, IReadOnlyList<ITurnPolicy> Policies)> _open = [];

    public BatchCheckpoint(BatchOptions options, CheckpointFile file)
    {
        _options = options;
        _file = file;
    }

    public string Path => _file.Path;

    /// <summary>What was wrong with the file and has been mended; null if nothing.</summary>
    public string? Warning => _file.Warning;

    /// <summary>How many records belong to no input so far.</summary>
    public int Unused => _file.Unused;

    /// <summary>The key of the next input.</summary>
    /// <param name="hash">The hash of what it asks.</param>
    public RecordKey NextKey(byte[] hash) => _file.NextKey(hash);

    /// <summary>The conversation of an input that was worked on in an earlier run; null where it has to be asked about.</summary>
    public Conversation? Find(RecordKey key, int index, object? source, PreparedRequest prepared, IReadOnlyList<ITurnPolicy> policies) => _file.Find(key) switch
    {
        (long offset, RecordState.Succeeded) => Conversation.Answered(index, source, policies, () => Restore(offset, prepared.Request, policies)),
        (long offset, RecordState.Failed) when _options.KeepsFailures => Conversation.NotSent(index, source, _file.Read(offset).Failure!),
        _ => null,
    };

    /// <summary>A conversation begins.</summary>
    public void Begin(Conversation conversation, RecordKey key, PreparedRequest prepared, IReadOnlyList<ITurnPolicy> policies) =>
        _open[conversation] = (key, prepared, policies);

    /// <summary>A conversation shall not begin after all.</summary>
    public void Forget(Conversation conversation) => _open.Remove(conversation);

    /// <summary>A conversation has ended: its record is on its way to the disk when this returns.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="answer">Its last answer; null where there is none.</param>
    /// <returns>Gives the answer again, from the file; null where there is none, or no record is kept.</returns>
    /// <exception cref="OfoxException">The record cannot be written.</exception>
    public Func<ChatCompletion>? Keep(Conversation conversation, RecordState state, ChatCompletion? answer)
    {
        if (!_open.TryGetValue(conversation, out var begun))
        {
            return null;
        }

        _open.Remove(conversation);
        ChatMessage[] turns = [.. (answer?.Conversation ?? []).Skip(begun.First.Request.Messages.Count)];
        bool endsWithAnswer = turns.Length > 0 && ReferenceEquals(turns[turns.Length - 1], answer!.Message);
        long offset = _file.Append(new CheckpointRecord
        {
            Key = begun.Key,
            Index = conversation.Index,
            State = state,
            Started = conversation.Turn.Began,
            Completion = answer,
            Failure = state == RecordState.Failed ? conversation.Failure : null,
            Turns = endsWithAnswer ? [.. turns.Take(turns.Length - 1)] : turns,
            EndsWithAnswer = endsWithAnswer,
            Request = _options.KeepsContent ? begun.First.Body.Describe() : null,
        });
        return answer is null ? null : () => Restore(offset, begun.First.Request, begun.Policies);
    }

    public void Dispose() => _file.Dispose();

    private ChatCompletion Restore(long offset, ChatRequest request, IReadOnlyList<ITurnPolicy> policies)
    {
        CheckpointRecord record = _file.Read(offset);
        ChatCompletion answer = record.Completion!;
        answer.Conversation = [.. request.Messages, .. record.Turns, .. answer.Choices.Take(record.EndsWithAnswer ? 1 : 0).Select(static choice => choice.Message)];
        foreach (ITurnPolicy policy in policies)
        {
            policy.Restored(request, answer);
        }

        return answer;
    }
}
