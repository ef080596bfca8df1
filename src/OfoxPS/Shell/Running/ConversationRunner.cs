using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Pacing;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Runs the conversations of a cmdlet on the pipeline thread: takes the next event, writes what it brings, and resumes its conversation.
/// However the pipeline ends (Select-Object -First, break, a throw downstream, Ctrl+C), every open call is closed first.
/// </summary>
internal sealed class ConversationRunner : IInputSink, IDisposable
{
    private readonly IRunHost _host;
    private readonly RunSetup _setup;
    private readonly IConversationHandler _handler;
    private readonly BatchOptions _options;
    private readonly BatchRun _run;
    private readonly BatchReporter _reporter;
    private readonly BatchProgress _progress;
    private readonly WaitingProgress _waiting;
    private readonly ConversationOutput _output;
    private readonly SchedulerFactory _calls;
    private readonly RunStop _stop;
    private readonly MemoryOrder _memory = new(MemoryQuota.OfProcess);
    private ConversationScheduler? _scheduler;
    private CallOptions? _preview;
    private RequestPlace? _place;

    public ConversationRunner(IRunHost host, IConversationHandler handler, RunSetup setup, BatchOptions options)
    {
        _host = host;
        _setup = setup;
        _handler = handler;
        _options = options;
        _run = new BatchRun(options, Clock.System);
        _stop = new RunStop(setup.Pipeline.StopToken);
        _progress = new BatchProgress(setup.Pipeline, _run.Statistics, options.IsBatch);
        _waiting = new WaitingProgress(
            setup.Pipeline, isShown: !options.IsBatch && !setup.Requests.Stream,
            showsReasoning: !options.IsBatch && !handler.ShowsReasoning);
        _output = new ConversationOutput(host, setup, handler, _run, _memory, options.IsOrdered);
        _reporter = new BatchReporter(setup, options, _run, _output.Notes);
        _calls = new SchedulerFactory(setup, options, _run, handler.KeepsText);
    }

    /// <summary>The text of an answer that is shown as it arrives.</summary>
    public LiveText Live => _setup.Live;

    /// <summary>What is known of models without asking anybody; null where nothing is.</summary>
    public PriceList? Prices => _place is { } place ? _calls.Prices(place.Endpoint) : null;

    private int Open => _scheduler?.Open.Count ?? 0;

    // The time without an event after which something is shown: the progress of many inputs, the mark of live text, or the waiting bar.
    private TimeSpan Interval =>
        _options.IsBatch ? _progress.Interval
        : _setup.Live.IdleInterval != Timeout.InfiniteTimeSpan ? _setup.Live.IdleInterval
        : _waiting.Interval;

    public void Add(UserInput input) => CloseOnError(() =>
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

    public void AddFailure(OfoxException failure, object? source, long? index) => CloseOnError(() =>
    {
        Refuse(failure, source, index);
        Advance();
    });

    public void Expect(int? count) => _run.Statistics.Expected = _options.Shard is null ? count : null;

    public void PassOver() => _run.Statistics.PassOver();

    public void Finish() => CloseOnError(() =>
    {
        while (Step(Timeout.InfiniteTimeSpan))
        {
        }

        _output.ReportRecordings(isLast: true);
        ThrowAtEnd();
        _progress.End();
        _setup.Pipeline.WriteWarning(_output.Notes.Take());
        _host.Finish(_run.Statistics);
        _reporter.Finish();
        _run.Dispose();
    });

    void IInputSink.Close() => Dispose();

    public void Dispose()
    {
        if (_scheduler is { } scheduler)
        {
            _scheduler = null;
            _setup.Pipeline.Close();
            _output.EndOpen(scheduler);
            _setup.Test?.Answers.TakeWriteError(waits: true);
        }

        _run.Dispose();
        _memory.Dispose();
        _reporter.Stop();
        _stop.Dispose();
    }

    private void CloseOnError(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (_stop.Token.IsCancellationRequested)
        {
            Dispose();
            throw new PipelineStoppedException();
        }
        catch
        {
            Dispose();
            RemoveProgress();
            throw;
        }
    }

    private void RemoveProgress()
    {
        try
        {
            _progress.End();
            _waiting.EndReasoning();
        }
        catch (PipelineStoppedException)
        {
            // The host removes the bars of a stopped pipeline.
        }
    }

    private void Accept(UserInput input)
    {
        CallOptions preview = _preview ??= Failure.OfAllInput(() => CallSettings.PreviewOf(_setup.Settings));
        RequestPlace place = _place ??= new RequestPlace(preview);
        List<TurnPolicy> policies = [new Concessions(_setup.Requests.HabitsOf, _setup.Pipeline.WriteVerbose)];
        ChatRequest? original = null;
        PreparedRequest prepared = _setup.Requests.Create(input, request => _handler.Shape(original = request, input.Source, policies));
        string? form = ((StructuredAnswer?)policies.Find(static policy => policy is StructuredAnswer))?.SchemaText;
        Conversation? conversation = _run.Begin(input.Source, prepared, original!, form, policies, place);
        _setup.Pipeline.WriteWarning(_run.TakeWarning());
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

        PriceList? prices = Prices;
        _output.WarnOf(prepared, prices);
        if (!_host.Allows(prepared, place.Endpoint, input.Source, prices))
        {
            _setup.Test?.Withhold();
            return;
        }

        if (_scheduler is null)
        {
            (_scheduler, _output.Log) = Failure.OfAllInput(() => _calls.Create(preview));
            _stop.Begin(_scheduler.Wake, isKept: _run.HasCheckpoint);
        }

        if (!prepared.Request.Stream)
        {
            _progress.Next(_progress.IsNamed ? _setup.NameOf(input.Source) : null);
        }

        _run.Accept(conversation);
        conversation.Memory = _memory.Join(conversation.Index);
        _scheduler.Add(conversation);
    }

    private void Refuse(OfoxException failure, object? source, long? index)
    {
        _setup.Test?.Withhold();
        _output.Add(_run.NotSent(failure, source, index));
    }

    // Handles events until another conversation may begin.
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

    private bool IsFull() =>
        _scheduler is { Open.Count: > 0 } scheduler && (scheduler.IsFull || _memory.IsFull || _output.Count + Open >= _options.Window);

    private void ThrowAtEnd()
    {
        if (_run.End is { } end)
        {
            _reporter.Explain(end);
            _host.Report(end, _run.EndSource, endsRun: true, () => _output.Completed);
        }
    }

    // Handles one event; false if none came in that time, or no call is open.
    private bool Step(TimeSpan wait)
    {
        if (!Take(wait, out Conversation? conversation, out CallEvent? item))
        {
            return false;
        }

        if (item is null)
        {
            _waiting.EndReasoning();
            _output.EndTurn(conversation!);
        }
        else
        {
            _output.Handle(conversation!, item);
            if (item is ChunkEvent { Chunk: { } chunk })
            {
                _waiting.Follow(chunk, conversation!.Turn.Request.Model);
            }
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
                _setup.Live.Show();
            }

            _stop.Token.ThrowIfCancellationRequested();
            if (_scheduler!.TryTake(wait == TimeSpan.Zero ? wait : Interval, out conversation, out item))
            {
                _waiting.Hide();
                return true;
            }

            if (wait == TimeSpan.Zero)
            {
                return false;
            }

            _progress.Update();
            _waiting.Show(_scheduler.Open, _run.Statistics);
            _setup.Live.ShowIdle();
        }

        return false;
    }
}
