using System;
using System.Collections.Generic;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// The run of one command over its inputs: what is counted of it, how many requests may be on their way, what its checkpoint knows, and why it ends
/// early. All members but <see cref="Watch"/> are for the one thread that works on the conversations.
/// </summary>
internal sealed class BatchRun : IDisposable
{
    private readonly object _sync = new();
    private readonly BatchOptions _options;
    private readonly AdaptiveLimit _limit;
    private readonly BatchStatistics _statistics;
    private BatchCheckpoint? _checkpoint;
    private string? _warning;

    public BatchRun(BatchOptions options, Clock clock)
    {
        _options = options;
        _limit = new AdaptiveLimit(options.ThrottleLimit);
        _statistics = new BatchStatistics(clock) { Expected = options.Expected };
    }

    public BatchStatistics Statistics => _statistics;

    /// <summary>How many requests may be on their way now.</summary>
    public int Limit
    {
        get
        {
            lock (_sync)
            {
                return _limit.Current;
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
    public int Unused => _checkpoint?.Unused ?? 0;

    /// <summary>Sees what happens in every call, on any thread.</summary>
    public void Watch(CallEvent item)
    {
        switch (item)
        {
            case RefusedEvent refused:
                lock (_sync)
                {
                    _statistics.Refuse();
                    _limit.Refused(refused.Pause);
                }

                break;
            case PausedEvent paused:
                lock (_sync)
                {
                    _statistics.Pause(paused.Until);
                }

                break;
        }
    }

    /// <summary>The conversation about an input.</summary>
    /// <param name="index">The place of the input.</param>
    /// <param name="source">The input.</param>
    /// <param name="prepared">Its request.</param>
    /// <param name="asked">The same before the form of the answer was put into it.</param>
    /// <param name="form">The schema of the answer; null where any will do.</param>
    /// <param name="policies">What decides about its answers.</param>
    /// <param name="endpoint">Where it is sent.</param>
    /// <param name="clean">Masks secrets.</param>
    /// <returns>A conversation that is ready to begin, or that an earlier run has ended; null where another machine works on it.</returns>
    /// <exception cref="OfoxException">The checkpoint is of other requests, or cannot be used.</exception>
    public Conversation? Begin(
        int index, object? source, PreparedRequest prepared, ChatRequest asked, string? form, IReadOnlyList<ITurnPolicy> policies, Uri endpoint, Func<string, string> clean)
    {
        if (_options.Shard is null && _options.Checkpoint is null)
        {
            _statistics.Accept();
            return new Conversation(index, source, prepared, policies);
        }

        RequestBody body = form is null ? prepared.Body : RequestWriter.Write(asked);
        byte[] hash = RequestHash.Of(endpoint, body, form);
        if (_options.Shard?.Has(hash) == false)
        {
            _statistics.Skip();
            return null;
        }

        if (_options.Checkpoint is not { } path)
        {
            _statistics.Accept();
            return new Conversation(index, source, prepared, policies);
        }

        _checkpoint ??= Open(path, CheckpointManifest.Of(endpoint, body, form, _options.Shard?.ToString(), clean), clean);
        _statistics.Accept();
        RecordKey key = _checkpoint.NextKey(hash);
        if (_checkpoint.Find(key, index, source, prepared, policies) is { } known)
        {
            if (known.Failure is { } failure)
            {
                Fail(failure, source);
            }
            else
            {
                _statistics.Replay();
            }

            return known;
        }

        Conversation conversation = new(index, source, prepared, policies);
        _checkpoint.Begin(conversation, key, prepared, policies);
        return conversation;
    }

    /// <summary>A conversation that was to begin shall not, because the user does not want it.</summary>
    public void Withdraw(Conversation conversation)
    {
        _statistics.Withdraw();
        _checkpoint?.Forget(conversation);
    }

    /// <summary>An input could not become a request.</summary>
    public void NotSent(OfoxException failure, object? source)
    {
        _statistics.Accept();
        Fail(failure, source);
    }

    /// <summary>The call of a conversation's turn is over, and the policies have not been asked yet.</summary>
    public void EndCall(Turn turn)
    {
        lock (_sync)
        {
            _statistics.Call(turn.Failure?.Attempts ?? turn.Answer?.Attempts ?? 0, turn.Answer?.Usage, turn.Answer?.Cost);
            if (turn.Failure is null)
            {
                _limit.Answered();
            }
        }
    }

    /// <summary>A conversation has ended.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="waiting">How many have ended and wait for earlier ones; beyond what is usual they wait in the file.</param>
    public void Ended(Conversation conversation, int waiting)
    {
        try
        {
            Func<ChatCompletion>? again = _checkpoint?.Keep(
                conversation, conversation.Failure is null ? RecordState.Succeeded : RecordState.Failed, conversation.Failure is null ? conversation.Answer : null);
            if (conversation.Failure is { } failure)
            {
                Fail(failure, conversation.Source);
                return;
            }

            lock (_sync)
            {
                _statistics.Succeed(conversation.Answer!);
            }

            if (again is not null && waiting >= BatchOptions.WaitingInMemory)
            {
                conversation.Park(again);
            }
        }
        catch (OfoxException failure)
        {
            Stop(failure, conversation.Source);
        }
    }

    /// <summary>All is ended while a conversation was on its way. An answer that is whole is kept all the same.</summary>
    public void Interrupt(Conversation conversation)
    {
        ChatCompletion? answer = conversation.State == ConversationState.TurnEnded && conversation.Turn is { Failure: null, Answer: { ToolCalls.Length: 0 } whole } ? whole : null;
        try
        {
            _checkpoint?.Keep(conversation, answer is null ? RecordState.Interrupted : RecordState.Succeeded, answer);
        }
        catch (OfoxException)
        {
            // There is nobody left to tell, and the request is made again by the next run.
        }

        lock (_sync)
        {
            if (answer is null)
            {
                _statistics.Interrupt(1);
            }
            else
            {
                _statistics.Succeed(answer);
            }
        }
    }

    /// <summary>What the user should know of the checkpoint, told once; null if nothing.</summary>
    public string? TakeWarning()
    {
        string? warning = _warning;
        _warning = null;
        return warning;
    }

    public void Dispose() => _checkpoint?.Dispose();

    private BatchCheckpoint Open(string path, CheckpointManifest manifest, Func<string, string> clean)
    {
        try
        {
            BatchCheckpoint checkpoint = new(_options, CheckpointFile.Open(path, manifest, clean));
            _warning = checkpoint.Warning;
            return checkpoint;
        }
        catch (OfoxException failure)
        {
            failure.DoomsAll = true;
            throw;
        }
    }

    private void Fail(OfoxException failure, object? source)
    {
        lock (_sync)
        {
            _statistics.Fail(failure);
        }

        if (failure.MeetsAll)
        {
            Stop(failure, source);
        }
        else if (_options.MaximumFailures?.IsExceeded(_statistics.Failed, _statistics.Done) == true)
        {
            Stop(
                new OfoxException(
                    OfoxErrorKind.OfoxTooManyFailures,
                    $"{_statistics.Failed} of {_statistics.Done} inputs have failed, more than -MaxFailure allows ({_options.MaximumFailures}). The last one: {failure.Message}", failure)
                {
                    DoomsAll = true,
                },
                source);
        }
    }

    private void Stop(OfoxException failure, object? source)
    {
        if (End is null)
        {
            (End, EndSource) = (failure, source);
        }
    }
}
