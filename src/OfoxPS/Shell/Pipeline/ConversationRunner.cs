using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Logging;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Errors;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.StructuredOutput;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Pipeline;

/// <summary>
/// Runs the conversations of a cmdlet on the pipeline thread: takes what has happened, writes it, and lets them go on. However the
/// pipeline ends (Select-Object -First, break, a throw downstream, Ctrl+C), every open call is closed before the exception leaves.
/// </summary>
internal sealed class ConversationRunner : IDisposable
{
    private static readonly TimeSpan LandingTime = TimeSpan.FromSeconds(3);

    private readonly RequestCmdlet _cmdlet;
    private readonly IConversationHandler _handler;
    private readonly RequestConsent _consent;
    private readonly BatchOptions _options;
    private readonly BatchRun _run;
    private readonly BatchReporter _reporter;
    private readonly BatchProgress _progress;
    private readonly WaitingProgress _waiting;
    private readonly OrderedOutput _output;
    private readonly CompletedAnswers _completed = new();
    private readonly TestScope? _test;
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private ConversationScheduler? _scheduler;
    private CancellationTokenRegistration _wake;
    private Func<string, string>? _clean;
    private RequestLog? _log;
    private string? _logWarning;
    private CatalogFile? _cache;
    private PriceList? _prices;
    private int _inputs;

    /// <exception cref="OfoxException">The environment names a cassette that cannot be used.</exception>
    public ConversationRunner(RequestCmdlet cmdlet, IConversationHandler handler, BatchOptions options)
    {
        _cmdlet = cmdlet;
        _handler = handler;
        _options = options;
        _run = new BatchRun(options, Clock.System);
        _reporter = new BatchReporter(cmdlet, options, _run);
        _consent = new RequestConsent(cmdlet);
        _progress = new BatchProgress(cmdlet, options.IsBatch ? _run.Statistics : null);
        _waiting = new WaitingProgress(cmdlet, isShown: !options.IsBatch && !cmdlet.Requests.Stream);
        _output = new OrderedOutput(options.IsOrdered);
        _test = TestScopes.Current.For(cmdlet);
        Live = new LiveText(cmdlet);
    }

    /// <summary>The text that is shown as it arrives. Its open line is ended before anything else is written.</summary>
    public LiveText Live { get; }

    private int Open => _scheduler?.Open.Count ?? 0;

    /// <summary>Begins the conversation about an input, and returns when another one may begin.</summary>
    public void Add(UserInput input) => Guarded(() =>
    {
        try
        {
            Accept(input);
        }
        catch (OfoxException failure)
        {
            Refuse(failure, input.Source);
        }

        Advance();
    });

    /// <summary>An input that cannot be asked about, in its place among the others.</summary>
    public void AddFailure(OfoxException failure, object? source) => Guarded(() =>
    {
        Refuse(failure, source);
        Advance();
    });

    /// <summary>There is no further input: returns when every conversation has ended.</summary>
    public void Finish() => Guarded(() =>
    {
        while (Step(Timeout.InfiniteTimeSpan))
        {
        }

        ThrowAtEnd();
        _progress.End();
        _reporter.Finish();
        _run.Dispose();
    });

    public void Dispose()
    {
        _wake.Dispose();
        if (_scheduler is { } scheduler)
        {
            _scheduler = null;
            if (_run.HasCheckpoint)
            {
                Land(scheduler);
            }

            Conversation[] stopped = [.. scheduler.Open];
            scheduler.Dispose();
            foreach (Conversation conversation in stopped)
            {
                if (conversation.State == ConversationState.Running)
                {
                    _log!.Add(conversation.Turn, _cmdlet.NameOf(conversation.Source));
                    _handler.OnStopped(conversation);
                }

                _run.Interrupt(conversation);
            }
        }

        _run.Dispose();
        _reporter.Stop();
    }

    // What is on its way has been paid for: it gets a little time to come, and is kept for the next run.
    private void Land(ConversationScheduler scheduler)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int landed = 0;
        while (landed < scheduler.Open.Count && clock.Elapsed < LandingTime
            && scheduler.TryTake(LandingTime - clock.Elapsed, out Conversation conversation, out CallEvent? item))
        {
            if (item is null)
            {
                landed++;
                _log!.Add(conversation.Turn, _cmdlet.NameOf(conversation.Source));
                _run.EndCall(conversation.Turn);
            }
            else if (item is SendingEvent)
            {
                // It has not been sent, and is not sent any more.
                landed++;
            }
            else
            {
                scheduler.Resume(conversation);
            }
        }
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (_cmdlet.StopToken.IsCancellationRequested)
        {
            Dispose();
            throw new PipelineStoppedException();
        }
        catch
        {
            Dispose();
            _progress.Abandon();
            _waiting.Abandon();
            throw;
        }
    }

    private void Accept(UserInput input)
    {
        Uri endpoint = CallSettings.EndpointOf(_cmdlet.Settings);
        List<ITurnPolicy> policies = [];
        ChatRequest? asked = null;
        PreparedRequest prepared = _cmdlet.Requests.Create(input, request => _handler.Shape(asked = request, input.Source, policies));
        _clean ??= CallSecrets.RedactorOf(CallSettings.PreviewOf(_cmdlet.Settings)).Clean;
        string? form = policies.OfType<StructuredAnswer>().FirstOrDefault()?.SchemaText;
        Conversation? conversation = _run.Begin(_inputs, input.Source, prepared, asked!, form, policies, endpoint, _clean);
        _reporter.Warn();
        if (conversation is null)
        {
            return;
        }

        if (conversation.IsEnded)
        {
            _inputs++;
            _output.Add(conversation);
            return;
        }

        foreach (string warning in prepared.Warnings)
        {
            _cmdlet.WriteWarning(warning);
        }

        PriceList? prices = Prices(endpoint);
        foreach (string warning in ModelCheck.Of(prepared.Request, prices, DateTimeOffset.UtcNow).Where(_warned.Add))
        {
            _cmdlet.WriteWarning(warning);
        }

        if (!_consent.Ask(prepared, endpoint, input.Source, prices))
        {
            _run.Withdraw(conversation);
            return;
        }

        _scheduler ??= CreateScheduler();
        if (!prepared.Request.Stream)
        {
            _progress.Next(_cmdlet.NameOf(input.Source));
        }

        _inputs++;
        _scheduler.Add(conversation);
    }

    private void Refuse(OfoxException failure, object? source)
    {
        _run.NotSent(failure, source);
        _output.Add(Conversation.NotSent(_inputs++, source, failure));
    }

    // Writes what is ready, and returns when another conversation may begin.
    private void Advance()
    {
        WriteFinished();
        while (Step(TimeSpan.Zero))
        {
        }

        while (_run.End is not null ? Open > 0 : IsFull())
        {
            Step(Timeout.InfiniteTimeSpan);
        }

        ThrowAtEnd();
    }

    private bool IsFull() => _scheduler is { Open.Count: > 0 } scheduler && (scheduler.IsFull || _output.Count + Open >= _options.Window);

    private void ThrowAtEnd()
    {
        if (_run.End is { } end)
        {
            _reporter.Explain(end);
            end.Completed = _completed.ToArray();
            _cmdlet.Report(end, _run.EndSource);
        }
    }

    private ConversationScheduler CreateScheduler()
    {
        CallOptions options = CallSettings.OptionsOf(_cmdlet.Settings, _cmdlet.IsDebugging, needsKey: _test?.Answers.NeedsKey ?? true);
        if (options.SkipCertificateCheck && _test is not { Answers.IsOffline: true } && options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            _cmdlet.WriteWarning($"The certificate of {options.Endpoint.Authority} is not checked: anybody on the way can read the key and the conversation.");
        }

        LogSettings log = CallSettings.LogOf(_cmdlet.Settings);
        Budget? budget = CreateBudget();
        options = options with { Prices = () => _prices ?? Prices(options.Endpoint) };
        _log = new RequestLog(log, _cmdlet.MyInvocation, CallSecrets.RedactorOf(options), _cmdlet.StopToken);
        bool tells = _cmdlet.IsTelling;
        bool shows = _options.ThrottleLimit == 1;
        OfoxClient client = new(options with
        {
            Tells = tells,
            KeepText = _cmdlet.KeepsText || log.Content,
            MaximumWait = options.MaximumWait ?? (_options.IsBatch ? CallOptions.UsualMaximumWait : null),
        });
        bool isTest = _test is not null;

        // With a checkpoint, what is on its way is not cut at once when all is stopped.
        bool lands = _run.HasCheckpoint;
        ConversationScheduler scheduler = new(
            (turn, stop) => budget is null ? client.SendAsync(turn.Request, turn.Body, stop) : budget.SendAsync(turn.Request, turn.Body, client, stop),
            item =>
            {
                _run.Watch(item);
                return (shows && item is ChunkEvent) || (tells && item is NoticeEvent) || (isTest && item is SendingEvent);
            },
            _run.Limit,
            lands ? CancellationToken.None : _cmdlet.StopToken);
        _wake = lands ? _cmdlet.StopToken.Register(scheduler.Wake) : default;
        return scheduler;
    }

    // With a budget the prices must be known, and are asked for where the cache has none.
    private Budget? CreateBudget()
    {
        if (_cmdlet.Settings.GetValue<decimal>("MaxCost") is not { } most)
        {
            return null;
        }

        _prices = new ModelCatalog(_cmdlet, _cmdlet.Settings).Get(refresh: false);
        return new Budget(most, _prices);
    }

    // What the cache knows: without a budget nobody is asked. A test has a catalogue of its own.
    private PriceList? Prices(Uri endpoint) => _test is { } test ? test.Catalog.Read(out _) : (_cache ??= CatalogFile.For(Endpoint.Models(endpoint))).Read(out _);

    // False where nothing happened in that time, or nothing is on its way.
    private bool Step(TimeSpan wait)
    {
        if (!Take(wait, out Conversation? conversation, out CallEvent? item))
        {
            return false;
        }

        if (item is null)
        {
            EndTurn(conversation!);
        }
        else
        {
            Handle(conversation!, item);
        }

        _scheduler!.Resume(conversation!);
        _scheduler.Limit = _run.Limit;
        WriteFinished();
        _progress.Update();
        return true;
    }

    private bool Take(TimeSpan wait, out Conversation? conversation, out CallEvent? item)
    {
        conversation = null;
        item = null;
        while (Open > 0)
        {
            _cmdlet.StopToken.ThrowIfCancellationRequested();
            if (_scheduler!.TryTake(wait == TimeSpan.Zero ? wait : _options.IsBatch ? _progress.Interval : _waiting.Interval, out conversation, out item))
            {
                _waiting.Hide();
                return true;
            }

            if (wait == TimeSpan.Zero)
            {
                return false;
            }

            _progress.Update();
            if (!_options.IsBatch)
            {
                _waiting.Show(_scheduler.Open);
            }
        }

        return false;
    }

    private void Handle(Conversation conversation, CallEvent item)
    {
        switch (item)
        {
            case NoticeEvent notice:
                Live.End();
                if (notice.Debug)
                {
                    _cmdlet.WriteDebug(notice.Text);
                }
                else
                {
                    _cmdlet.Tell(notice.Text);
                }

                break;
            case SendingEvent sending:
                _test?.Decide(sending);
                break;
            case ChunkEvent arrived:
                _handler.OnChunk(conversation, arrived.Chunk);
                break;
        }
    }

    private void EndTurn(Conversation conversation)
    {
        Live.End();
        _logWarning = _log!.Add(conversation.Turn, _cmdlet.NameOf(conversation.Source)) ?? _logWarning;

        // A recording that could not be written costs no answer.
        if (_test?.Answers.TakeTrouble() is { } trouble)
        {
            _cmdlet.WriteError(trouble.ToErrorRecord(null));
        }

        _run.EndCall(conversation.Turn);
        conversation.EndTurn();
        if (conversation.IsEnded)
        {
            _run.Ended(conversation, _output.Count);
            _output.Add(conversation);
        }
        else
        {
            TellOfLog();
        }
    }

    private void WriteFinished()
    {
        while (_output.Take() is { } finished)
        {
            finished.Load();
            if (finished.Failure is { } failure)
            {
                TellOfLog();

                // What ends the run is told once, when what was on its way has come.
                if (_run.End is null || !failure.MeetsAll)
                {
                    _cmdlet.Report(failure, finished.Source);
                }
            }
            else
            {
                if (_cmdlet.MyInvocation.ExpectingInput)
                {
                    _completed.Add(finished.Answer!);
                }

                _handler.OnCompleted(finished);
                WarnOfCut(finished.Answer!);
            }

            // All warnings come after the answer: whoever ends at warnings has it by then.
            TellOfLog();
        }
    }

    private void WarnOfCut(ChatCompletion answer)
    {
        if (answer.FinishReason == "length")
        {
            _cmdlet.WriteWarning("The answer was cut at the most tokens it may have. -MaxTokens allows more.");
        }
    }

    private void TellOfLog()
    {
        if (_logWarning is { } warning)
        {
            _logWarning = null;
            _cmdlet.WriteWarning(warning);
        }
    }
}
