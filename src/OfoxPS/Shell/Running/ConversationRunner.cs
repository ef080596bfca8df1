using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Input.Reading;
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
    private readonly RequestCmdlet _cmdlet;
    private readonly IConversationHandler _handler;
    private readonly RequestConsent _consent;
    private readonly BatchOptions _options;
    private readonly BatchRun _run;
    private readonly BatchReporter _reporter;
    private readonly BatchProgress _progress;
    private readonly WaitingProgress _waiting;
    private readonly ConversationOutput _output;
    private readonly SchedulerFactory _calls;
    private readonly TestScope? _test;
    private readonly MemoryOrder _memory = new(MemoryQuota.OfProcess);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private ConversationScheduler? _scheduler;
    private CancellationTokenRegistration _wake;
    private RequestPlace? _place;

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
        _test = TestScopes.Current.For(cmdlet);
        _output = new ConversationOutput(cmdlet, handler, _test, _run, _memory, options.IsOrdered);
        _calls = new SchedulerFactory(cmdlet, options, _run, _test);
    }

    /// <summary>The text that is shown as it arrives. Its open line is ended before anything else is written.</summary>
    public LiveText Live => _output.Live;

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
            Refuse(failure, input.Source, input.Index);
        }

        Advance();
    });

    /// <summary>An input that cannot be asked about, in its place among the others.</summary>
    public void AddFailure(OfoxException failure, object? source, long? index) => Guarded(() =>
    {
        Refuse(failure, source, index);
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
            _cmdlet.IsClosed = true;
            CallEnding.End(scheduler, _run, _output, _handler);
        }

        _run.Dispose();
        _memory.Dispose();
        _reporter.Stop();
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
        RequestPlace place = _place ??= new RequestPlace(CallSettings.PreviewOf(_cmdlet.Settings));
        List<ITurnPolicy> policies = [new Concessions(_cmdlet.Requests.HabitsOf, _cmdlet.Tell)];
        ChatRequest? asked = null;
        PreparedRequest prepared = _cmdlet.Requests.Create(input, request => _handler.Shape(asked = request, input.Source, policies));
        string? form = ((StructuredAnswer?)policies.Find(static policy => policy is StructuredAnswer))?.SchemaText;
        Conversation? conversation = _run.Begin(input.Source, prepared, asked!, form, policies, place);
        _reporter.Warn();
        if (conversation is null)
        {
            return;
        }

        conversation.InputIndex = input.Index;

        if (conversation.IsEnded)
        {
            _run.Accept(conversation);
            if (!_options.IsPreview)
            {
                _output.Add(conversation);
            }

            return;
        }

        PriceList? prices = _calls.Prices(place.Endpoint);
        _output.Warn(prepared.Warnings);
        if (prices is not null)
        {
            _output.Warn(ModelCheck.Of(prepared.Request, prices, DateTimeOffset.UtcNow).Where(_warned.Add));
        }

        if (!_consent.Ask(prepared, place.Endpoint, input.Source, prices))
        {
            _test?.Withhold();
            return;
        }

        if (_scheduler is null)
        {
            (_scheduler, _output.Log) = _calls.Create();
            _wake = _run.HasCheckpoint ? _cmdlet.StopToken.Register(_scheduler.Wake) : default;
        }

        if (!prepared.Request.Stream)
        {
            _progress.Next(_cmdlet.NameOf(input.Source));
        }

        _run.Accept(conversation);
        conversation.Memory = _memory.Join(conversation.Index);
        _scheduler.Add(conversation);
    }

    private void Refuse(OfoxException failure, object? source, long? index)
    {
        _test?.Withhold();
        _output.Add(_run.NotSent(failure, source, index));
    }

    // Writes what is ready, and returns when another conversation may begin.
    private void Advance()
    {
        _output.WriteFinished();
        while (Step(TimeSpan.Zero))
        {
        }

        while (_run.End is not null ? Open > 0 : IsFull())
        {
            Step(Timeout.InfiniteTimeSpan);
        }

        ThrowAtEnd();
    }

    private bool IsFull() => _scheduler is { Open.Count: > 0 } scheduler && (scheduler.IsFull || _memory.IsFull || _output.Count + Open >= _options.Window);

    private void ThrowAtEnd()
    {
        if (_run.End is { } end)
        {
            _reporter.Explain(end);
            _cmdlet.Report(end, _run.EndSource, endsRun: true, () => _output.Completed);
        }
    }

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
            _output.Handle(conversation!, item);
        }

        _scheduler!.Resume(conversation!);
        _scheduler.Limit = _run.Limit;
        _output.WriteFinished();
        _progress.Update();
        return true;
    }

    private bool Take(TimeSpan wait, out Conversation? conversation, out CallEvent? item)
    {
        conversation = null;
        item = null;
        while (Open > 0)
        {
            if (!_scheduler!.IsReady)
            {
                Live.Show();
            }

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
            _waiting.Show(_scheduler.Open);
        }

        return false;
    }

    private void EndTurn(Conversation conversation)
    {
        Live.End();
        _output.LogTurn(conversation);

        // A recording that could not be written costs no answer.
        if (_test?.Answers.TakeTrouble() is { } trouble)
        {
            _cmdlet.WriteError(trouble.ToErrorRecord(null));
        }

        if (conversation.Turn.Failure is { Attempts: 0 })
        {
            _test?.Withhold();
        }

        _run.EndCall(conversation.Turn);
        conversation.EndTurn();
        if (conversation.IsEnded)
        {
            _run.Ended(conversation);
            _output.Add(conversation);
        }
        else
        {
            _output.TellOfLog();
        }
    }
}
