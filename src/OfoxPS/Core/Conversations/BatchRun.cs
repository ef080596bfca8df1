using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// The run of one command over its inputs: its statistics, its limit of concurrent requests, its checkpoint, and why it ends early. All
/// members but <see cref="Observe"/> are for the one thread that works on the conversations.
/// </summary>
internal sealed class BatchRun(BatchOptions options, Clock clock) : IDisposable
{
    // The memory of the buffers in which a record is written, as a multiple of its length.
    private const int CopiesOfRecord = 3;

    private readonly object _sync = new();
    private readonly AdaptiveLimit _limit = new(options.ThrottleLimit);
    private readonly FailureRow _row = new();
    private BatchCheckpoint? _checkpoint;
    private bool _isWarned;
    private bool _isCacheFilled;

    public BatchStatistics Statistics { get; } = new(clock);

    /// <summary>How many requests may be on their way now: one alone, until the prompt cache holds what all of them share.</summary>
    public int Limit
    {
        get
        {
            lock (_sync)
            {
                return options.CachesPrompt && !_isCacheFilled ? 1 : _limit.Current;
            }
        }
    }

    /// <summary>Whether records are kept, so that what is on its way shall land before all is ended.</summary>
    public bool HasCheckpoint => _checkpoint is not null;

    /// <summary>Why no further request is made; null while there may be some.</summary>
    public OfoxException? End { get; private set; }

    /// <summary>The input that <see cref="End"/> is about.</summary>
    public object? EndSource { get; private set; }

    /// <summary>How many records of the checkpoint belong to no input.</summary>
    public int Unused => _checkpoint?.File.Unused ?? 0;

    /// <summary>What the requests that its checkpoint keeps cost before this run, in USD; 0 without a checkpoint.</summary>
    public decimal SpentBefore => _checkpoint?.File.Spent ?? 0;

    /// <summary>Sees what happens in every call, on any thread.</summary>
    public void Observe(CallEvent item)
    {
        switch (item)
        {
            case RefusedEvent refused:
                lock (_sync)
                {
                    Statistics.Counts.Refused429++;
                    _limit.Refused(refused.Pause);
                }

                break;
            case PausedEvent paused:
                lock (_sync)
                {
                    Statistics.Pause(paused.Until, paused.IsRefused);
                }

                break;
        }
    }

    /// <summary>The conversation about an input. It does not count before it is accepted.</summary>
    /// <param name="source">The input.</param>
    /// <param name="prepared">Its request.</param>
    /// <param name="original">The same before the form of the answer was put into it.</param>
    /// <param name="form">The schema of the answer; null where any will do.</param>
    /// <param name="policies">What decides about its answers.</param>
    /// <param name="place">Where it is sent, and what all requests of the run have in common beside their bodies.</param>
    /// <returns>A conversation that is ready to begin, or that an earlier run has ended; null where another machine works on it.</returns>
    /// <exception cref="OfoxException">The checkpoint is of other requests, or cannot be used.</exception>
    public Conversation? Begin(
        object? source, PreparedRequest prepared, ChatRequest original, string? form, IReadOnlyList<TurnPolicy> policies,
        RequestPlace place)
    {
        Conversation conversation = new(Statistics.Counts.Total, source, prepared, policies);
        if (options.Shard is null && options.Checkpoint is null)
        {
            return conversation;
        }

        // The hash is of the request without Form and SharedPrompt: the form is learned during a run, and the marks for a provider's cache
        // do not change the answer, which would else be requested and paid again.
        RequestBody body = form is null && prepared.Request.Form == RequestForm.Default && prepared.Request.Shared is null
            ? prepared.Body
            : RequestWriter.Write(original with { Form = RequestForm.Default, Shared = null });
        byte[] hash = RequestHash.Of(place.Endpoint, body, form);
        if (options.Shard?.Has(hash) == false)
        {
            Statistics.Counts.Skipped++;
            return null;
        }

        if (options.Checkpoint is not { } path)
        {
            return conversation;
        }

        _checkpoint ??= Failure.OfAllInput(() => new BatchCheckpoint(
            options,
            path,
            CheckpointManifest.Of(place, body, form, options.Shard?.ToString(), hasModel: !prepared.IsModelPiped),
            place.Clean));
        RecordKey key = _checkpoint.File.NextKey(hash);
        if (_checkpoint.Find(key, conversation.Index, source, prepared, policies, hasForm: form is not null) is { } known)
        {
            return known;
        }

        if (!options.IsPreview)
        {
            Failure.OfAllInput(_checkpoint.File.Prepare);
        }

        conversation.Key = key;
        return conversation;
    }

    /// <summary>A conversation is one of this run from now on: each input is accepted once.</summary>
    public void Accept(Conversation conversation)
    {
        Statistics.Counts.Total++;
        if (conversation.Failure is not null)
        {
            Fail(conversation);
        }
        else if (conversation.IsReplayed)
        {
            Statistics.Counts.Replayed++;
        }
    }

    /// <summary>An input could not become a request.</summary>
    public Conversation NotSent(OfoxException failure, object? source, long? inputIndex = null)
    {
        Conversation conversation = Conversation.NotSent(Statistics.Counts.Total, source, failure);
        conversation.InputIndex = inputIndex;
        Accept(conversation);
        return conversation;
    }

    /// <summary>The call of a conversation's turn is over, and the policies have not been asked yet.</summary>
    public void EndCall(Turn turn)
    {
        lock (_sync)
        {
            Statistics.Call(turn.Failure?.Attempts ?? turn.Answer?.Attempts ?? 0, turn.Answer?.Usage, turn.Answer?.Cost, turn.CacheUse);
            if (turn.Failure is null)
            {
                _isCacheFilled = true;
                _row.Answered();
                _limit.Answered();
            }
        }
    }

    /// <summary>A conversation has ended: what came of it is recorded, then counted.</summary>
    public void Ended(Conversation conversation)
    {
        try
        {
            if (_checkpoint is not null)
            {
                // Collects the buffers of the last record before this one allocates its own, and those of this one afterwards.
                conversation.Memory?.Copied(CopiesOfRecord);
                _checkpoint.Keep(conversation);
                conversation.Memory?.Copied(CopiesOfRecord);
            }
        }
        catch (OfoxException failure)
        {
            Stop(failure, conversation.Source);
            return;
        }

        if (conversation.Failure is not null)
        {
            Fail(conversation);
            return;
        }

        lock (_sync)
        {
            Statistics.Succeed(conversation.Answer!);
        }
    }

    /// <summary>All is ended while a conversation was open. What is recorded and counted is what it has come to.</summary>
    public void Close(Conversation conversation)
    {
        conversation.Close();
        try
        {
            _checkpoint?.Keep(conversation);
        }
        catch (OfoxException)
        {
            // The run has ended, and the next one makes the request again.
        }

        lock (_sync)
        {
            if (conversation.Failure is { } failure)
            {
                Statistics.Fail(failure);
            }
            else if (conversation.IsEnded)
            {
                Statistics.Succeed(conversation.Answer!);
            }
            else
            {
                Statistics.Counts.Interrupted++;
            }
        }
    }

    /// <summary>An answer that was counted cannot be had again from the checkpoint.</summary>
    public void Unreadable(Conversation conversation)
    {
        lock (_sync)
        {
            Statistics.Forget(conversation.IsReplayed);
        }

        Fail(conversation);
    }

    /// <summary>What the user should know of the checkpoint, told once; null if nothing.</summary>
    public string? TakeWarning()
    {
        string? warning = _isWarned ? null : _checkpoint?.File.Warning;
        _isWarned |= warning is not null;
        return warning;
    }

    public void Dispose() => _checkpoint?.Dispose();

    private void Fail(Conversation conversation)
    {
        OfoxException failure = conversation.Failure!;
        lock (_sync)
        {
            Statistics.Fail(failure);
        }

        _row.Failed(conversation.Began, failure);
        if (_row.IsInVainForAll(conversation.Began, failure, End, options.MaximumWait ?? CallOptions.DefaultMaximumWait))
        {
            failure.ForModel();
        }

        if (conversation.EndsRun)
        {
            Stop(failure, conversation.Source);
        }
        else if (options.MaximumFailures?.IsExceeded(Statistics.Counts.Failed, Statistics.Done) == true)
        {
            string words = $"{Statistics.Counts.Failed} of {Statistics.Done} inputs have failed, more than -MaxFailure allows "
                + $"({options.MaximumFailures})";
            Stop(TooMany(words, failure), conversation.Source);
        }
        else if (_row.Count >= options.MaximumInARow)
        {
            Stop(TooMany($"{_row.Count} inputs in a row have failed because of the server or the network", failure), conversation.Source);
        }
    }

    private static OfoxException TooMany(string words, OfoxException last) =>
        new OfoxException(OfoxErrorKind.OfoxTooManyFailures, $"{words}. The last one: {last.Message}", last).ForAllInput();

    // The first reason counts.
    private void Stop(OfoxException failure, object? source) =>
        (End, EndSource) = End is null ? (failure, source) : (End, EndSource);
}
