using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Running;

/// <summary>What a cmdlet writes of conversations that have ended: answers and errors in their order, then what is to be warned of.</summary>
internal sealed class ConversationOutput
{
    // How many different warnings are remembered: each of a hundred thousand files may have one.
    private const int MaximumWarned = 1000;

    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly IRunHost _host;
    private readonly RunSetup _setup;
    private readonly IConversationHandler _handler;
    private readonly BatchRun _run;
    private readonly MemoryOrder _memory;
    private readonly OrderedOutput _finished;
    private readonly CompletedAnswers _completed = new();
    private string? _logWarning;
    private bool _hasWarnedOfTokens;

    public ConversationOutput(IRunHost host, RunSetup setup, IConversationHandler handler, BatchRun run, MemoryOrder memory, bool isOrdered)
    {
        _memory = memory;
        _run = run;
        _host = host;
        _setup = setup;
        _handler = handler;
        _finished = new OrderedOutput(isOrdered);
        Notes = new AnswerNotes(run.Statistics, setup.NameOf);
    }

    /// <summary>What is to be told of the answers when all are written.</summary>
    public AnswerNotes Notes { get; }

    /// <summary>Where calls are logged; null before the first one.</summary>
    public RequestLog? Log { get; set; }

    /// <summary>How many are finished and not written.</summary>
    public int Count => _finished.Count;

    /// <summary>The answers that were written, for the error that ends the pipeline.</summary>
    public ChatCompletion[] Completed => _completed.ToArray();

    /// <summary>Warns of what is to be told of the answers.</summary>
    public void TellNotes()
    {
        if (Notes.Take() is { } notes)
        {
            _host.WriteWarning(notes);
        }
    }

    /// <summary>A conversation has ended. What has to wait for earlier ones takes as little memory as it can.</summary>
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

        if (_memory.IsPressed)
        {
            foreach (Conversation waiting in _finished.Waiting)
            {
                waiting.Park();
            }
        }
    }

    /// <summary>Warns of what is known of a request before it is sent: the same text once.</summary>
    /// <param name="prepared">The request.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public void WarnOf(PreparedRequest prepared, PriceList? prices)
    {
        foreach (string warning in prepared.Warnings.Where(warning => _warned.Count >= MaximumWarned || _warned.Add(warning)))
        {
            _host.WriteWarning(warning);
        }

        foreach (string warning in prices is null ? [] : ModelCheck.Of(prepared.Request, prices, DateTimeOffset.UtcNow).Where(_warned.Add))
        {
            _host.WriteWarning(warning);
        }
    }

    /// <summary>Something happened during a call.</summary>
    public void Handle(Conversation conversation, CallEvent item)
    {
        switch (item)
        {
            case NoticeEvent notice:
                _setup.Live.End();
                if (notice.Debug)
                {
                    _host.WriteDebug(notice.Text);
                }
                else
                {
                    _host.Tell(notice.Text);
                }

                break;
            case SendingEvent sending:
                _setup.Test?.Decide(sending);
                break;
            case ChunkEvent arrived:
                _handler.OnChunk(conversation, arrived.Chunk);
                break;
        }
    }

    /// <summary>A turn is over: ends its live text, logs it, and reports what a cassette could not keep of it.</summary>
    public void EndTurn(Conversation conversation)
    {
        _setup.Live.End();
        LogTurn(conversation);
        TellOfRecordings(isLast: false);
        if (conversation.Turn.Failure is { Attempts: 0 })
        {
            _setup.Test?.Withhold();
        }
    }

    /// <summary>Tells of a recording that could not be written, which costs no answer.</summary>
    /// <param name="isLast">Whether nothing more is recorded: then all is waited for.</param>
    public void TellOfRecordings(bool isLast)
    {
        if (_setup.Test?.Answers.TakeWriteError(waits: isLast) is { } trouble)
        {
            _host.WriteError(trouble.ToErrorRecord(null));
        }
    }

    /// <summary>A call is over.</summary>
    public void LogTurn(Conversation conversation) =>
        _logWarning = Log!.Add(conversation.Turn, Log.IsOn ? _setup.LogNameOf(conversation) : null) ?? _logWarning;

    /// <summary>Writes all that is next in order. What ends the run is left to whoever ends it.</summary>
    public void WriteFinished()
    {
        while (_finished.Take() is { } finished)
        {
            Load(finished);
            if (finished.Failure is { } failure)
            {
                WarnOfLog();

                // What ends the run is told once, when what was on its way has come.
                if (!finished.EndsRun)
                {
                    _host.Report(failure, finished.Source, endsRun: false, () => Completed);
                }
            }
            else
            {
                if (_setup.Caller.ExpectingInput)
                {
                    _completed.Add(finished.Answer!);

                    // Before it is written, which may be what ends the pipeline.
                    Notes.Add(finished, _handler.KeepsText);
                }

                _handler.OnCompleted(finished);
                WarnOf(finished.Answer!);
            }

            // All warnings come after the answer: whoever ends at warnings has it by then.
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
            _run.Unreadable(finished);
        }
    }

    // One answer is warned of at once, many in one line at the end.
    private void WarnOf(ChatCompletion answer)
    {
        if (!_setup.Caller.ExpectingInput && AnswerNotes.Of(answer, _handler.KeepsText) is { } note)
        {
            WarnOf(answer, note);
        }

        if (!_hasWarnedOfTokens && answer.Usage is { } usage && TokenClasses.Of(usage) is { AddsUp: false })
        {
            _hasWarnedOfTokens = true;
            _host.WriteWarning($"The server's counts of tokens do not make its total ({usage}), so a cost that is computed from them may be wrong.");
        }
    }

    // A refusal is its own text.
    private void WarnOf(ChatCompletion answer, AnswerNote note)
    {
        if (note == AnswerNote.Cut)
        {
            _host.WriteWarning("The answer was cut off at the token limit. -MaxTokens allows more.");
        }
        else if (note == AnswerNote.Empty)
        {
            string thinking = answer.Reasoning is { Length: > 0 } ? " The model has only thought; its thinking is in Reasoning." : string.Empty;
            _host.WriteWarning($"The answer is empty (finish reason {TerminalText.OneLine(answer.FinishReason ?? "none", 80)}).{thinking}");
        }
    }

    /// <summary>Tells once what is wrong with the log.</summary>
    public void WarnOfLog()
    {
        if (_logWarning is { } warning)
        {
            _logWarning = null;
            _host.WriteWarning(warning);
        }
    }
}
