using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Logging;
using OfoxPS.Shell.Errors;
using OfoxPS.Shell.Settings;
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
    private readonly BatchProgress _progress;
    private readonly OrderedOutput _output = new();
    private readonly TestScope? _test;
    private ConversationScheduler? _scheduler;
    private RequestLog? _log;
    private string? _logWarning;
    private int _inputs;

    /// <exception cref="OfoxException">The environment names a cassette that cannot be used.</exception>
    public ConversationRunner(RequestCmdlet cmdlet, IConversationHandler handler)
    {
        _cmdlet = cmdlet;
        _handler = handler;
        _consent = new RequestConsent(cmdlet);
        _progress = new BatchProgress(cmdlet);
        _test = TestScopes.Current.For(cmdlet);
        Live = new LiveText(cmdlet);
    }

    /// <summary>The text that is shown as it arrives. Its open line is ended before anything else is written.</summary>
    public LiveText Live { get; }

    /// <summary>Begins the conversation about an input, and returns when another one may begin.</summary>
    public void Add(UserInput input) => Guarded(() =>
    {
        int index = _inputs;
        try
        {
            if (Prepare(input, index) is not { } conversation)
            {
                return;
            }

            _inputs++;
            _scheduler!.Add(conversation);
        }
        catch (OfoxException failure)
        {
            AddFailure(failure, input.Source);
        }

        while (_scheduler is { IsFull: true } && Step())
        {
        }
    });

    /// <summary>An input that cannot be asked about, in its place among the others.</summary>
    public void AddFailure(OfoxException failure, object? source) => Guarded(() =>
    {
        _output.Add(Conversation.NotSent(_inputs++, source, failure));
        WriteFinished();
    });

    /// <summary>There is no further input: returns when every conversation has ended.</summary>
    public void Finish() => Guarded(() =>
    {
        while (Step())
        {
        }

        _progress.End();
    });

    public void Dispose()
    {
        if (_scheduler is null)
        {
            return;
        }

        Conversation[] stopped = [.. _scheduler.Open];
        _scheduler.Dispose();
        _scheduler = null;
        foreach (Conversation conversation in stopped.Where(static open => open.State == ConversationState.Running))
        {
            _log!.Add(conversation.Turn);
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
            throw;
        }
    }

    /// <summary>The conversation, ready to begin; null where nothing shall be sent.</summary>
    private Conversation? Prepare(UserInput input, int index)
    {
        Uri endpoint = CallSettings.EndpointOf(_cmdlet.Settings);
        List<ITurnPolicy> policies = [];
        PreparedRequest prepared = _cmdlet.Requests.Create(input, request => _handler.Shape(request, input.Source, policies));
        foreach (string warning in prepared.Warnings)
        {
            _cmdlet.WriteWarning(warning);
        }

        if (!_consent.Ask(prepared, endpoint, input.Source))
        {
            return null;
        }

        _scheduler ??= CreateScheduler();
        if (!prepared.Request.Stream)
        {
            _progress.Next(_cmdlet.NameOf(input.Source));
        }

        return new Conversation(index, input.Source, prepared, policies);
    }

    private ConversationScheduler CreateScheduler()
    {
        CallOptions options = CallSettings.OptionsOf(_cmdlet.Settings, _cmdlet.IsDebugging, needsKey: _test?.Answers.NeedsKey ?? true);
        if (options.SkipCertificateCheck && _test is not { Answers.IsOffline: true } && options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            _cmdlet.WriteWarning($"The certificate of {options.Endpoint.Authority} is not checked: anybody on the way can read the key and the conversation.");
        }

        LogSettings log = CallSettings.LogOf(_cmdlet.Settings);
        _log = new RequestLog(log, _cmdlet.MyInvocation, CallSecrets.RedactorOf(options), _cmdlet.StopToken);
        OfoxClient client = new(options with { KeepText = _cmdlet.KeepsText || log.Content });
        bool isTest = _test is not null;
        return new ConversationScheduler(
            (turn, stop) => client.SendAsync(turn.Request, turn.Body, stop),
            item => item is ChunkEvent or NoticeEvent || (isTest && item is SendingEvent),
            limit: 1,
            _cmdlet.StopToken);
    }

    private bool Step()
    {
        if (_scheduler is null || !_scheduler.TryTake(Timeout.InfiniteTimeSpan, out Conversation conversation, out CallEvent? item))
        {
            return false;
        }

        if (item is null)
        {
            EndTurn(conversation);
        }
        else
        {
            Handle(conversation, item);
        }

        _scheduler.Resume(conversation);
        WriteFinished();
        return true;
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
        _logWarning = _log!.Add(conversation.Turn) ?? _logWarning;

        // A recording that could not be written costs no answer.
        if (_test?.Answers.TakeTrouble() is { } trouble)
        {
            _cmdlet.WriteError(trouble.ToErrorRecord(null));
        }

        conversation.EndTurn();
        if (conversation.IsEnded)
        {
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
            if (finished.Failure is { } failure)
            {
                TellOfLog();
                _cmdlet.Report(failure, finished.Source);
            }
            else
            {
                _handler.OnCompleted(finished);
            }

            // After the answer: whoever ends at warnings has it by then.
            TellOfLog();
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
