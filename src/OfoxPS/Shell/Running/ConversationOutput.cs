using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Writes the conversations that have ended: answers and errors in their order, and after each one the warnings about it.
/// </summary>
/// <param name="host">The decisions of the cmdlet, for errors.</param>
/// <param name="setup">The setup of the run.</param>
/// <param name="handler">Writes the answers.</param>
/// <param name="run">The run.</param>
/// <param name="memory">The memory that answers which wait may take.</param>
/// <param name="isOrdered">Whether answers are written in the order of the inputs.</param>
internal sealed class ConversationOutput(
    IRunHost host, RunSetup setup, IConversationHandler handler, BatchRun run, MemoryOrder memory, bool isOrdered)
{
    // How many different warnings are remembered, so that each is written once: a hundred thousand files may have one each.
    private const int MaximumWarned = 1000;

    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly OrderedOutput _finished = new(isOrdered);
    private readonly CompletedAnswers _completed = new();
    private string? _logWarning;
    private bool _hasWarnedOfTokens;

    /// <summary>The notes about all answers, for the warning at the end.</summary>
    public AnswerNotes Notes { get; } = new(run.Statistics, setup.NameOf);

    /// <summary>Where calls are logged; null before the first one.</summary>
    public RequestLog? Log { get; set; }

    /// <summary>How many conversations have ended and are not yet written.</summary>
    public int Count => _finished.Count;

    /// <summary>The answers that were written, for the exception that ends the pipeline.</summary>
    public ChatCompletion[] Completed => _completed.ToArray();

    /// <summary>
    /// Takes a conversation that has ended. One that has to wait for earlier ones is kept with as little memory as possible.
    /// </summary>
    public void Add(Conversation finished)
    {
        bool waits = _finished.Add(finished);
        if (waits && _finished.Count > BatchOptions.WaitingInMemory)
        {
            finished.Park();
        }
        else if (waits)
        {
            finished.Shelve();
        }

        if (memory.IsPressed)
        {
            foreach (Conversation waiting in _finished.Waiting)
            {
                waiting.Park();
            }
        }
    }

    /// <summary>Writes the warnings about a request before it is sent, each text once.</summary>
    /// <param name="prepared">The request.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public void WarnOf(PreparedRequest prepared, PriceList? prices)
    {
        IEnumerable<string> ofModel = prices is null ? [] : ModelCheck.Of(prepared.Request, prices, DateTimeOffset.UtcNow);
        foreach (string warning in prepared.Warnings.Concat(ofModel))
        {
            if (!_warned.Contains(warning) && (_warned.Count >= MaximumWarned || _warned.Add(warning)))
            {
                setup.Pipeline.WriteWarning(warning);
            }
        }
    }

    /// <summary>Handles an event of a call.</summary>
    public void Handle(Conversation conversation, CallEvent item)
    {
        switch (item)
        {
            case NoticeEvent notice:
                setup.Live.End();
                if (notice.Debug)
                {
                    setup.Pipeline.WriteDebug(notice.Text);
                }
                else
                {
                    setup.Pipeline.WriteVerbose(notice.Text);
                }

                break;
            case SendingEvent sending:
                setup.Test?.Decide(sending);
                break;
            case ChunkEvent arrived:
                handler.OnChunk(conversation, arrived.Chunk);
                break;
        }
    }

    /// <summary>
    /// Ends a turn: ends its live text, logs it, reports an error of the cassette that records it, and takes the conversation if it has
    /// ended with it.
    /// </summary>
    public void EndTurn(Conversation conversation)
    {
        setup.Live.End();
        LogTurn(conversation);
        ReportRecordings(isLast: false);
        if (conversation.Turn.Failure is { Attempts: 0 })
        {
            setup.Test?.Withhold();
        }

        run.EndCall(conversation.Turn);
        conversation.EndTurn();
        if (conversation.IsEnded)
        {
            run.Ended(conversation);
            Add(conversation);
        }
        else
        {
            WarnOfLog();
        }
    }

    /// <summary>Writes the error of a recording that could not be written; the answer is written all the same.</summary>
    /// <param name="isLast">Whether this is the end of the run, so that open recordings are waited for.</param>
    public void ReportRecordings(bool isLast)
    {
        if (setup.Test?.Answers.TakeWriteError(waits: isLast) is { } writeError)
        {
            setup.Pipeline.WriteError(writeError.ToErrorRecord(null));
        }
    }

    /// <summary>Logs a call that has ended.</summary>
    public void LogTurn(Conversation conversation) =>
        _logWarning = Log!.Add(conversation.Turn, Log.IsOn ? setup.LogNameOf(conversation) : null) ?? _logWarning;

    /// <summary>
    /// Closes every open call when a pipeline ends early, and records its outcome. With a checkpoint, calls get a few seconds to finish
    /// first, because the next run can use their answers.
    /// </summary>
    public void EndOpen(ConversationScheduler scheduler)
    {
        if (run.HasCheckpoint)
        {
            scheduler.Land(RunStop.LandingTime, conversation =>
            {
                LogTurn(conversation);
                run.EndCall(conversation.Turn);
            });
        }

        Conversation[] stopped = [.. scheduler.Open];
        scheduler.Dispose();
        foreach (Conversation conversation in stopped)
        {
            if (conversation.State == ConversationState.Running)
            {
                LogTurn(conversation);
                handler.OnStopped(conversation);
            }

            run.Close(conversation);
        }
    }

    /// <summary>Writes all conversations that are next in order, except a failure that ends the run, which the runner reports.</summary>
    public void WriteFinished()
    {
        while (_finished.Take() is { } finished)
        {
            Load(finished);
            if (finished.Failure is { } failure)
            {
                WarnOfLog();

                // The failure that ends the run is reported once, after the open calls have ended.
                if (!finished.EndsRun)
                {
                    host.Report(failure, finished.Source, endsRun: false, () => Completed);
                }
            }
            else
            {
                if (setup.Pipeline.Cmdlet.MyInvocation.ExpectingInput)
                {
                    _completed.Add(finished.Answer!);

                    // Counted before the answer is written, because writing it may end the pipeline.
                    Notes.Add(finished, handler.KeepsText);
                }

                handler.OnCompleted(finished);
                WarnOf(finished.Answer!);
            }

            // Warnings follow the answer, so that -WarningAction Stop does not lose it.
            WarnOfLog();
            finished.Memory?.Release();
        }
    }

    private void Load(Conversation finished)
    {
        bool isFailed = finished.Failure is not null;
        finished.Load();
        if (!isFailed && finished.Failure is not null)
        {
            run.Unreadable(finished);
        }
    }

    // A single answer is warned about at once; many are summed in one warning at the end.
    private void WarnOf(ChatCompletion answer)
    {
        if (!setup.Pipeline.Cmdlet.MyInvocation.ExpectingInput)
        {
            setup.Pipeline.WriteWarning(AnswerNotes.WarningOf(answer, handler.KeepsText));
        }

        if (!_hasWarnedOfTokens && answer.Usage is { } usage && TokenClasses.Of(usage) is { AddsUp: false })
        {
            _hasWarnedOfTokens = true;
            setup.Pipeline.WriteWarning(
                $"The server's counts of tokens do not make its total ({usage}), so a cost that is computed from them may be wrong.");
        }
    }

    /// <summary>Writes the warning about the request log, once.</summary>
    private void WarnOfLog()
    {
        string? warning = _logWarning;
        _logWarning = null;
        setup.Pipeline.WriteWarning(warning);
    }
}
