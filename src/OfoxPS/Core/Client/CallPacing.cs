using System.Diagnostics;
using System.Globalization;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Client;

/// <summary>
/// One call's dealings with the gate: how long it may wait in all, what it tells, and whether a refusal is a failed attempt.
/// </summary>
internal sealed class CallPacing(Gate gate, CallOptions options, ChatRequest request, RequestBody body, CallTimeout limit) : IDisposable
{
    // About right for English and JSON. It is used only if a server limits tokens, and its own count then corrects it.
    private const int BytesAToken = 4;
    private const int TokensAnAttachment = 1_000;

    private static readonly TimeSpan WorthAWord = TimeSpan.FromSeconds(0.5);

    private readonly double _tokens = (body.TextLength / BytesAToken) + (body.MediaCount * TokensAnAttachment) + (request.MaxTokens ?? 0);
    private Stopwatch? _waited;

    /// <summary>How often the server was too busy, where that uses up no attempt.</summary>
    public int Refusals { get; private set; }

    private bool IsPatient => options.MaximumWait is not null;

    /// <summary>Joins the queue of the gate.</summary>
    public Ticket Join()
    {
        TimeSpan longest = options.MaximumWait is { } most ? Positive(most - (_waited?.Elapsed ?? TimeSpan.Zero))
            : options.MaximumRetryCount > 0 ? RetryAdvice.LongestWait : TimeSpan.Zero;
        TimeSpan apart = options.MaximumRequestsPerMinute is { } many ? TimeSpan.FromTicks(TimeSpan.TicksPerMinute / many) : TimeSpan.Zero;
        return gate.Join(new Demand(_tokens, apart, longest, GoesAnyway: !IsPatient));
    }

    /// <summary>What a ticket waits for.</summary>
    public PausedEvent Paused(Ticket ticket) => new(gate.TimeOfDay(ticket.Due), ticket.Reason switch
    {
        PauseReason.Refused => "the server has refused a request because there were too many",
        PauseReason.Requests => "no request is left until then",
        PauseReason.Tokens => "too few tokens are left until then",
        PauseReason.Rate => options.PlaceOf("MaximumRequestsPerMinute"),
        _ => "requests begin again one after the other",
    }, ticket.Reason == PauseReason.Refused);

    /// <summary>Whether a wait is worth a word.</summary>
    public bool IsLong(Ticket ticket) => gate.Left(ticket) >= WorthAWord;

    /// <summary>Waits until a ticket is let through.</summary>
    /// <returns>Null, or why it is not.</returns>
    public async Task<Exception?> WaitAsync(Ticket ticket, CancellationToken caller)
    {
        if (IsPatient)
        {
            limit.Stop();
        }

        _waited ??= new Stopwatch();
        _waited.Start();
        try
        {
            return await ticket.WaitAsync(IsPatient ? caller : limit.Token).ConfigureAwait(false) ? null : new OfoxException(
                OfoxErrorKind.OfoxRateLimited,
                $"The server is busy until {gate.TimeOfDay(ticket.Due).ToLocalTime().ToString("T", CultureInfo.CurrentCulture)}, "
                    + $"which is longer than the {options.MaximumWait?.TotalSeconds:0.###} s that are waited at most "
                    + $"({options.PlaceOf("MaximumWaitSeconds")})")
            { IsInVain = true };
        }
        catch (OperationCanceledException error)
        {
            return error;
        }
        finally
        {
            _waited.Stop();
            if (IsPatient)
            {
                limit.Start();
            }
        }
    }

    /// <summary>
    /// What the server said when it refused another request, for which a ticket waits; null where it waits for something else.
    /// </summary>
    public OfoxException? RefusalOfAnother(Ticket ticket)
    {
        if (ticket.Reason != PauseReason.Refused || gate.Refusal is not { } said)
        {
            return null;
        }

        OfoxException copy = said.As(said.Kind, said.Words);
        copy.RequestId = null;
        return copy;
    }

    /// <summary>The server has begun to answer.</summary>
    public void ReportLimits(Ticket? ticket, Attempt run)
    {
        if (ticket is not null && run.RateLimit is { } limits)
        {
            gate.ReportLimits(ticket, limits);
        }
    }

    /// <summary>An attempt is over.</summary>
    /// <returns>The pause that it led to; null where the server was not too busy.</returns>
    public RefusedEvent? Ended(Ticket? ticket, Exception? failure)
    {
        if (ticket is null)
        {
            return null;
        }

        RefusedEvent? refusal = null;
        if (failure is null)
        {
            gate.Answered(ticket);
        }
        else if (failure is OfoxException known && RetryPolicy.IsRefusal(known))
        {
            refusal = new RefusedEvent(gate.Refused(ticket, RetryPolicy.RequestedWait(known), known));
        }

        ticket.Dispose();
        return refusal;
    }

    /// <summary>Whether to come again after a refusal as if nothing had been sent.</summary>
    public bool ComesAgain()
    {
        Refusals += IsPatient ? 1 : 0;
        return IsPatient;
    }

    public void Dispose() => gate.End();

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
