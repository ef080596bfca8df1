using System.Diagnostics;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// Makes a call: sends the request, with retries. The caller pulls events: notices, chunks, and at last the completion. Nothing runs
/// between two pulls, and ending the enumeration closes the socket.
/// </summary>
internal sealed class OfoxClient
{
    private readonly CallOptions _options;
    private readonly Lazy<HttpMessageHandler> _gateway;
    private readonly Lazy<HttpMessageInvoker> _invoker;
    private readonly Func<string, string> _clean;
    private readonly CallNotices _notices;
    private readonly Gates _gates;
    private readonly string _address;
    private readonly string _key;

    /// <param name="options">The options of all its calls.</param>
    /// <param name="socket">What stands in the place of the network; null for the network.</param>
    /// <param name="gates">The gates; for the network those of the process unless given, else those of nobody else.</param>
    public OfoxClient(CallOptions options, HttpMessageHandler? socket = null, Gates? gates = null)
    {
        _options = options;
        _gates = gates ?? (socket is null ? Gates.Shared : new Gates());
        _address = Gates.AddressOf(options.Endpoint);
        _key = Sha256.TextOf(CredentialsHandler.Unwrap(options.ApiKey));
        Redactor = SecretsOfCall.RedactorOf(options);
        _clean = Redactor.Clean;
        _notices = new CallNotices(options, Redactor);
        _gateway = new Lazy<HttpMessageHandler>(() => new CredentialsHandler(options, socket ?? Transport.For(options)));
        _invoker = new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(_gateway.Value, disposeHandler: false));
    }

    /// <summary>Masks the secrets of its calls in a text.</summary>
    public Redactor Redactor { get; }

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">The same, written.</param>
    /// <param name="memory">What the conversation holds of the memory of the process; null where nobody counts.</param>
    /// <param name="token">Ends the call.</param>
    /// <exception cref="OfoxException">The call failed; what had arrived is on the exception.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="token"/> was cancelled.</exception>
    public async IAsyncEnumerable<CallEvent> SendAsync(
        ChatRequest request, RequestBody body, ConversationMemory? memory, [EnumeratorCancellation] CancellationToken token = default)
    {
        memory?.KeepAttempt();
        Stopwatch clock = Stopwatch.StartNew();
        using CallTimeout call = new(_options, token);
        using BeginToken begin = new(token, _options.Closing);
        using CallPacing pacing = new(_gates.Take(_address, _key, request.Model), _options, request, body, call);
        OfoxException? refused = null;
        OfoxException? last = null;
        CallCost? spent = null;
        for (int attempt = 1; ; attempt++)
        {
            using BudgetReservation? share = _options.Budget is { } budget
                ? await ReserveAsync(budget, body, call, last, memory, begin.Token).ConfigureAwait(false) : null;
            begin.ThrowIfCancelled();
            if (_options.Tells)
            {
                foreach (CallEvent notice in _notices.Sending(request, body, attempt - pacing.Refusals))
                {
                    yield return notice;
                }
            }

            SendingEvent sending = new(request, body, attempt, _options.Endpoint, Redactor, token);
            yield return sending;
            if (sending.Interceptor?.Name is { } name)
            {
                yield return _notices.Of($"Answered by {name}");
            }

            // An attempt that a test or a cassette answers does not pass the gate.
            using Ticket? ticket = sending.Interceptor?.Name is null ? pacing.Join() : null;
            if (ticket is { IsIssued: false })
            {
                PausedEvent paused = pacing.Paused(ticket);
                if (pacing.IsLong(ticket))
                {
                    yield return _notices.Of($"Waiting until {paused.Until.ToLocalTime():T}: {paused.Why}.");
                }

                yield return paused;
                if (await WaitAsync(pacing, ticket, memory, begin.Token).ConfigureAwait(false) is { } tooLate)
                {
                    begin.ThrowIfCancelled();
                    throw tooLate is OfoxException { IsInVain: true }
                        && (refused ?? pacing.RefusalOfAnother(ticket)?.Cleaned(_clean)) is { } said
                        ? said.InVain(tooLate.Message.TrimEnd('.'))
                        : call.Final(tooLate, token);
                }
            }

            bool isLocal = sending.Interceptor?.Name is not null;
            memory?.BeginAttempt();
            Attempt run = new(clock, request, attempt, Redactor, _options, spent, body, memory);
            share?.Begin(run.CostWithin);
            yield return new AttemptEvent(run, isLocal);
            using (IInterceptor? interceptor = sending.Interceptor)
            {
                AttemptConnection connection = new(InvokerFor(interceptor), _options, _clean, run.Limits, call, memory);
                await using (connection.ConfigureAwait(false))
                {
                    await run.OpenAsync(connection, isLocal).ConfigureAwait(false);
                    pacing.ReportLimits(ticket, run);
                    if (_options.Tells && connection.Response is { } response)
                    {
                        foreach (CallEvent notice in _notices.Received(response))
                        {
                            yield return notice;
                        }
                    }

                    ChatChunk? chunk;
                    do
                    {
                        chunk = await run.NextAsync(token).ConfigureAwait(false);
                        if (connection.LastText is { } text)
                        {
                            yield return _notices.Of("<<< " + text, debug: true);
                        }

                        if (chunk is not null)
                        {
                            yield return new ChunkEvent(chunk);
                        }
                    }
                    while (chunk is not null);
                }

                interceptor?.Ended(run.Failure is null ? null : call.Final(run.Failure, token));
            }

            // The reservation in the budget ends before the wait for the next attempt.
            share?.Dispose();
            spent = run.Failure is null ? spent : run.Spent;
            RefusedEvent? refusal = pacing.Ended(ticket, run.Failure);
            if (run.Failure is null)
            {
                ChatCompletion completion = run.Completion();
                if (_options.Tells)
                {
                    yield return _notices.Answered(completion);
                }

                yield return new CompletionEvent(completion);
                yield break;
            }

            Exception failure = call.Final(run.Failure, token);
            if (refusal is not null)
            {
                yield return refusal;
                if (!run.Shown && pacing.ComesAgain())
                {
                    yield return _notices.Of($"{failure.Message} It will be sent again.");
                    last = refused = (OfoxException)run.Complete(failure, _options.MaximumRetryCount);
                    continue;
                }
            }

            TimeSpan? wait = failure is OfoxException known && !run.Shown
                ? RetryPolicy.WaitBefore(known, attempt - pacing.Refusals, _options.MaximumRetryCount, Poly.NextRandom())
                : null;
            if (wait is null)
            {
                throw run.Complete(failure, _options.MaximumRetryCount);
            }

            yield return _notices.Of($"{failure.Message} Trying again in {wait.Value.TotalSeconds:0.##} s.");
            if (refusal is not null)
            {
                yield return new PausedEvent(DateTimeOffset.UtcNow + wait.Value, failure.Message, IsRefused: true);
            }

            last = (OfoxException)run.Complete(failure, _options.MaximumRetryCount);
            if (await call.WaitAsync(sending.Interceptor?.Wait(wait.Value) ?? wait.Value, begin.Token).ConfigureAwait(false) is { } late)
            {
                begin.ThrowIfCancelled();
                throw run.Complete(late, _options.MaximumRetryCount);
            }
        }
    }

    private HttpMessageInvoker InvokerFor(IInterceptor? interceptor) =>
        interceptor?.Over(() => _gateway.Value) is { } over ? new(over, disposeHandler: false) : _invoker.Value;

    // The wait for memory does not count as time of the call.
    private static async Task<BudgetReservation> ReserveAsync(
        Budget budget, RequestBody body, CallTimeout call, OfoxException? last, ConversationMemory? memory, CancellationToken token)
    {
        call.Stop();
        try
        {
            return await AsideAsync(budget.ReserveAsync(body, token), memory).ConfigureAwait(false);
        }
        catch (OfoxException tooMuch) when (last is not null)
        {
            throw last.WithoutAnother(tooMuch);
        }
        finally
        {
            call.Start();
        }
    }

    private static Task<Exception?> WaitAsync(CallPacing pacing, Ticket ticket, ConversationMemory? memory, CancellationToken token)
    {
        Task<Exception?> wait = pacing.WaitAsync(ticket, token);
        return ticket.Reason is PauseReason.Requests or PauseReason.Tokens ? AsideAsync(wait, memory) : wait;
    }

    // A call that waits for memory must hold none itself, or others could not go on.
    private static async Task<T> AsideAsync<T>(Task<T> wait, ConversationMemory? memory)
    {
        if (wait.IsCompleted || memory is null)
        {
            return await wait.ConfigureAwait(false);
        }

        memory.Leave();
        try
        {
            return await wait.ConfigureAwait(false);
        }
        finally
        {
            memory.Enter();
        }
    }
}
