using OfoxPS.Core.Checkpoint;

namespace OfoxPS.Core.Conversations;

/// <summary>The conversations of a run and their records: what is known of an input already, and what is kept when one ends.</summary>
internal sealed class BatchCheckpoint : IDisposable
{
    private readonly BatchOptions _options;

    /// <param name="options">How the inputs are worked on.</param>
    /// <param name="path">The full path of the file that is written.</param>
    /// <param name="manifest">What the requests of this run have in common.</param>
    /// <param name="clean">Masks secrets in a text.</param>
    /// <exception cref="OfoxException">A file is of other requests, damaged, in use, or cannot be opened.</exception>
    public BatchCheckpoint(BatchOptions options, string path, CheckpointManifest manifest, Func<string, string> clean)
    {
        _options = options;
        File = CheckpointFile.Open(path, options.Parts, manifest, clean, options.IsPreview);
    }

    public CheckpointFile File { get; }

    /// <summary>The conversation of an input that was worked on in an earlier run; null where it has to be asked about.</summary>
    /// <param name="key">What the checkpoint knows it by.</param>
    /// <param name="index">The place of the input.</param>
    /// <param name="source">The input.</param>
    /// <param name="prepared">Its request.</param>
    /// <param name="policies">What decides about its answers.</param>
    /// <param name="hasForm">Whether the answer must have a form: one that has not is asked for again.</param>
    public Conversation? Find(
        RecordKey key, int index, object? source, PreparedRequest prepared, IReadOnlyList<TurnPolicy> policies, bool hasForm)
    {
        switch (File.Find(key))
        {
            case (long offset, RecordState.Succeeded):
                Conversation known = Conversation.Answered(index, source, prepared, policies, () => AnswerAt(offset, prepared.Request));
                if (hasForm)
                {
                    known.Load();
                }

                return known.Failure is null or { Kind: OfoxErrorKind.OfoxFileError } ? known : null;
            case (long offset, RecordState.Failed) when _options.KeepsFailures:
                return Conversation.NotSent(index, source, File.Read(offset).Failure!, prepared);
            default:
                return null;
        }
    }

    /// <summary>A conversation has ended: its record is on its way to the disk when this returns.</summary>
    /// <param name="conversation">The conversation. Its state is what is recorded.</param>
    /// <exception cref="OfoxException">The record cannot be written.</exception>
    public void Keep(Conversation conversation)
    {
        if (conversation is not { Key: { } key, First: { } first })
        {
            return;
        }

        conversation.Key = null;
        ChatCompletion? answer = conversation.Answer;
        ChatMessage[] turns = [.. (answer?.Conversation ?? []).Skip(first.Request.Messages.Count)];
        bool endsWithAnswer = turns.Length > 0 && ReferenceEquals(turns[turns.Length - 1], answer!.Message);
        long offset = File.Append(new CheckpointRecord
        {
            Key = key,
            Index = conversation.Index,
            InputIndex = conversation.InputIndex,
            State = conversation.State switch
            {
                ConversationState.Completed => RecordState.Succeeded,
                ConversationState.Failed => RecordState.Failed,
                _ => RecordState.Interrupted,
            },
            Started = conversation.Turn.Began,
            Completion = answer,
            Failure = conversation.Failure,
            Turns = endsWithAnswer ? [.. turns.Take(turns.Length - 1)] : turns,
            EndsWithAnswer = endsWithAnswer,
            Request = _options.KeepsContent ? first.Body.Describe() : null,
            Input = _options.KeepsContent ? _options.DescribeInput(conversation.Source) : null,
        });
        conversation.Keep(answer is null ? null : () => AnswerAt(offset, first.Request));
    }

    public void Dispose() => File.Dispose();

    private ChatCompletion AnswerAt(long offset, ChatRequest request)
    {
        CheckpointRecord record = File.Read(offset);
        ChatCompletion answer = record.Completion!;
        answer.Conversation = [.. request.Messages, .. record.Turns,
            .. answer.Choices.Take(record.EndsWithAnswer ? 1 : 0).Select(static choice => choice.Message)];
        return answer;
    }
}
