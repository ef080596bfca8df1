namespace OfoxPS.Core.Checkpoint;

/// <summary>What a checkpoint keeps of one request.</summary>
internal sealed record CheckpointRecord
{
    public required RecordKey Key { get; init; }

    /// <summary>The place of its input among those that this run worked on, from 0.</summary>
    public long Index { get; init; }

    /// <summary>
    /// The place of its input among all objects of the pipeline, from 0, those of other machines included; null where there was no
    /// pipeline, or an earlier version wrote the record.
    /// </summary>
    public long? InputIndex { get; init; }

    /// <summary>The input as a tree of JSON; null where it is not kept.</summary>
    public object? Input { get; init; }

    public RecordState State { get; init; }

    public DateTimeOffset Started { get; init; }

    /// <summary>The last answer; null where there is none.</summary>
    public ChatCompletion? Completion { get; init; }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public OfoxException? Failure { get; init; }

    /// <summary>The messages between the request and the last answer: calls of tools and what they answered.</summary>
    public ChatMessage[] Turns { get; init; } = [];

    /// <summary>Whether the last answer is the end of the conversation; it is not where calls of tools were left to the caller.</summary>
    public bool EndsWithAnswer { get; init; } = true;

    /// <summary>The body that was sent, images left out; only where it is kept.</summary>
    public string? Request { get; init; }

    /// <summary>The conversation as far as it is kept: that of the request only where its content is.</summary>
    public ChatMessage[] Conversation()
    {
        ChatMessage[] end = [.. Turns, .. (Completion?.Choices ?? []).Take(EndsWithAnswer ? 1 : 0).Select(static choice => choice.Message)];
        return Request is null ? end : [.. CompletionTree.ReadMessages(Request), .. end];
    }
}
