using System;
using System.Diagnostics;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Logging;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Makes calls for a cmdlet and keeps account of them, however they end.</summary>
internal sealed class CallRunner
{
    private readonly OfoxCmdlet _cmdlet;
    private readonly OfoxClient _client;
    private readonly RequestLog _trail;
    private string? _warning;

    public CallRunner(OfoxCmdlet cmdlet, CallOptions options, LogSettings log)
    {
        _cmdlet = cmdlet;
        _client = new OfoxClient(options);
        _trail = new RequestLog(log, cmdlet.MyInvocation, CallSecrets.RedactorOf(options), cmdlet.StopToken);
    }

    /// <summary>Sends a request and tells what happens. What <paramref name="watch"/> throws passes through.</summary>
    /// <returns>The answer, or how it failed.</returns>
    public (ChatCompletion? Answer, OfoxException? Failure) Run(ChatRequest request, RequestBody body, Action<CallEvent> watch)
    {
        DateTimeOffset began = DateTimeOffset.UtcNow;
        Stopwatch clock = Stopwatch.StartNew();
        Attempt? last = null;
        ChatCompletion? answer = null;
        OfoxException? failure = null;
        bool isSent = true;
        try
        {
            failure = _cmdlet.Pull(_client.SendAsync(request, body, _cmdlet.StopToken), item =>
            {
                last = (item as AttemptEvent)?.Attempt ?? last;
                answer = (item as CompletionEvent)?.Completion ?? answer;
                watch(item);
                isSent = item is SendingEvent sending ? sending.Interceptor is null or { Name: null } : isSent;
            });
            return (answer, failure);
        }
        finally
        {
            // What a recording or a test answers costs nothing and is no request.
            if (isSent && failure?.Kind is not OfoxErrorKind.OfoxCassetteMiss)
            {
                _warning = _trail.Add(request, body, began, new CallEnd(answer, failure, last, clock.Elapsed)) ?? _warning;
            }
        }
    }

    /// <summary>What is wrong with the log, told once; null if nothing.</summary>
    public string? TakeWarning()
    {
        string? warning = _warning;
        _warning = null;
        return warning;
    }
}
