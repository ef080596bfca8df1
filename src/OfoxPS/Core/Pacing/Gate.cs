namespace OfoxPS.Core.Pacing;

/// <summary>
/// Admits the requests of this process to one address with one key and one model, in the order in which they came. It keeps them within the
/// rate limits in the server's headers, and pauses them when the server refuses one. Answers are reported to it.
/// </summary>
internal sealed class Gate
{
    private readonly object _sync = new();
    private readonly Clock _clock;
    private readonly Func<double> _random;
    private readonly LinkedList<Ticket> _waiting = new();
    private readonly Bucket _requests = new();
    private readonly Bucket _tokens = new();
    private readonly Spacing _spacing = new();
    private readonly Pause _pause;
    private readonly Alarm _alarm;
    private long _sequence;
    private int _users;

    /// <param name="clock">The time.</param>
    /// <param name="random">A number from 0 to 1, different each time.</param>
    public Gate(Clock clock, Func<double> random)
    {
        _clock = clock;
        _random = random;
        _pause = new Pause(random);
        _alarm = new Alarm(clock, _sync, () => Drive(_clock.Now));
    }

    /// <summary>How many requests were let through and have not ended.</summary>
    public int Open { get; private set; }

    /// <summary>How many calls use it. <see cref="Gates"/> drops a gate that nobody uses.</summary>
    public int Users => Volatile.Read(ref _users);

    /// <summary>A call uses it from now on.</summary>
    public void Begin() => Interlocked.Increment(ref _users);

    /// <summary>A call uses it no longer.</summary>
    public void End() => Interlocked.Decrement(ref _users);

    /// <summary>What the server said when it last refused a request; null where it has refused none.</summary>
    public OfoxException? Refusal { get; private set; }

    /// <summary>How often the server has made the gate pause.</summary>
    public int Generation => _pause.Generation;

    /// <summary>The time of day at which a time of the gate will be.</summary>
    public DateTimeOffset TimeOfDay(TimeSpan time)
    {
        TimeSpan left = time - _clock.Now;
        DateTimeOffset now = _clock.UtcNow;

        // A time beyond the range of DateTimeOffset means without end.
        return left < DateTimeOffset.MaxValue - now ? now + left : DateTimeOffset.MaxValue;
    }

    /// <summary>How long a ticket is likely to wait.</summary>
    public TimeSpan Left(Ticket ticket) => ticket.Due - _clock.Now;

    /// <summary>Joins the queue. Where nothing is to be waited for, the ticket has been let through when this returns.</summary>
    public Ticket Join(Demand demand)
    {
        lock (_sync)
        {
            TimeSpan now = _clock.Now;
            Ticket ticket = new(this, demand, now + demand.Longest);
            _waiting.AddLast(ticket);
            Drive(now);
            if (!ticket.IsIssued)
            {
                // Created under the lock, so that the ticket is not admitted in between.
                _ = ticket.Turn;
            }

            return ticket;
        }
    }

    /// <summary>The server has begun to answer, and says what is left.</summary>
    public void ReportLimits(Ticket ticket, RateLimit limits)
    {
        lock (_sync)
        {
            TimeSpan now = _clock.Now;
            _requests.Tell(ticket.Sequence, ticket.IssuedRequests, limits.LimitRequests, limits.RemainingRequests, limits.ResetRequests,
                now, _random());
            _tokens.Tell(
                ticket.Sequence, ticket.IssuedTokens, limits.LimitTokens, limits.RemainingTokens, limits.ResetTokens, now, _random());
            Drive(now);
        }
    }

    /// <summary>The server has answered a request.</summary>
    public void Answered(Ticket ticket)
    {
        lock (_sync)
        {
            TimeSpan now = _clock.Now;
            ticket.IsReported = true;
            _pause.Answered(ticket.Generation, now);
            _requests.Answered(ticket.Sequence);
            _tokens.Answered(ticket.Sequence);
            if (_waiting.Count > 0)
            {
                Drive(now);
            }
        }
    }

    /// <summary>The server has refused a request because there are too many.</summary>
    /// <param name="ticket">The request.</param>
    /// <param name="serverWait">How long the server asks to wait; null where it does not say.</param>
    /// <param name="said">What the server said.</param>
    /// <returns>Which pause this is, of this gate.</returns>
    public PauseId Refused(Ticket ticket, TimeSpan? serverWait, OfoxException? said = null)
    {
        lock (_sync)
        {
            TimeSpan now = _clock.Now;
            Refusal = said ?? Refusal;

            // The requests that are under way or wait would all return at the same time.
            _pause.Refused(ticket.Generation, serverWait, now, Open + _waiting.Count);
            ticket.IsReported = true;
            foreach (Ticket waiting in new List<Ticket>(_waiting))
            {
                FailIfTooLate(waiting, _pause.Ends);
            }

            Drive(now);
            return new PauseId(this, _pause.Generation);
        }
    }

    /// <summary>Waits until a ticket is let through.</summary>
    /// <returns>False where that would take too long, or has.</returns>
    public async Task<bool> WaitAsync(Ticket ticket, CancellationToken token)
    {
        if (ticket.IsIssued)
        {
            return true;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task end = _clock.Delay(ticket.Deadline - _clock.Now, limit.Token);
        bool isDone = await Task.WhenAny(ticket.Turn, end).ConfigureAwait(false) == ticket.Turn;
        limit.Cancel();
        token.ThrowIfCancellationRequested();
        lock (_sync)
        {
            if (!isDone && !ticket.IsIssued)
            {
                // A request that waits only because of headers is sent now, also before others. The timer may be a little early.
                TimeSpan now = Spacing.Later(_clock.Now, ticket.Deadline);
                Drive(now);
                if (!ticket.IsIssued && !ticket.Demand.GoesAnyway && Earliest(ticket, now) <= now)
                {
                    Issue(ticket, now);
                }
            }

            if (!isDone && !ticket.IsIssued && FailIfTooLate(ticket, TimeSpan.MaxValue) && ticket.Demand.GoesAnyway)
            {
                Issue(ticket, _clock.Now);
            }
        }

        return await ticket.Turn.ConfigureAwait(false);
    }

    /// <summary>A ticket is not wanted any more: it leaves the queue, or its request is over.</summary>
    public void Leave(Ticket ticket)
    {
        lock (_sync)
        {
            if (ticket.IsIssued)
            {
                if (!ticket.HasEnded)
                {
                    Open--;
                    ticket.HasEnded = true;
                    if (!ticket.IsReported)
                    {
                        // It failed without an answer: what the server allows is as it was.
                        TimeSpan now = _clock.Now;
                        _requests.Failed(ticket.Sequence, now);
                        _tokens.Failed(ticket.Sequence, now);
                        Drive(now);
                    }
                }

                return;
            }

            if (_waiting.Remove(ticket))
            {
                Drive(_clock.Now);
            }
        }
    }

    // Admits the requests that may be sent now, and sets the timer for the next one.
    private void Drive(TimeSpan now)
    {
        _alarm.Stop();
        while (_waiting.First?.Value is { } first)
        {
            first.Due = Earliest(first, now);
            if (first.Due > now && !FailIfTooLate(first, first.Due))
            {
                _alarm.Set(first.Due - now);
                break;
            }

            if (first.Due <= now || first.Demand.GoesAnyway)
            {
                Issue(first, now);
            }
        }

        foreach (Ticket behind in _waiting)
        {
            (behind.Due, behind.Reason) = (_waiting.First!.Value.Due, _waiting.First.Value.Reason);
        }
    }

    private TimeSpan Earliest(Ticket ticket, TimeSpan now)
    {
        TimeSpan due = now;
        void Wait(TimeSpan until, PauseReason reason)
        {
            if (until > due)
            {
                (due, ticket.Reason) = (until, reason);
            }
        }

        bool goesAnyway = ticket.Demand.GoesAnyway;
        Wait(Advised(_requests.Earliest(1, now, goesAnyway, out bool opened), ticket), PauseReason.Requests);
        Wait(Advised(_tokens.Earliest(ticket.Demand.Tokens, now, goesAnyway, out _), ticket), PauseReason.Tokens);
        if (opened)
        {
            _spacing.BeginWindow(TimeSpan.FromTicks(Math.Min(_requests.Gap.Ticks, Pause.LongestGap.Ticks)), _requests.Window, now);
        }

        Wait(_pause.EndsFor(ticket.Deadline, now), PauseReason.Refused);
        Wait(_spacing.Next, PauseReason.Spread);
        Wait(ticket.Demand.Apart > TimeSpan.Zero ? _spacing.NextByRate : now, PauseReason.Rate);
        return due;
    }

    // Headers only delay a request: it is sent at the latest when its own limit of waiting is reached.
    private static TimeSpan Advised(TimeSpan due, Ticket ticket) =>
        ticket.Demand.GoesAnyway || due < ticket.Deadline ? due : ticket.Deadline;

    private void Issue(Ticket ticket, TimeSpan now)
    {
        _waiting.Remove(ticket);
        _requests.Issue(1, _sequence + 1, now);
        _tokens.Issue(ticket.Demand.Tokens, _sequence + 1, now);
        _pause.Issue(now);
        Open++;
        _spacing.Issue(now, ticket.Demand.Apart, _pause.NextGap());
        ticket.Issue(++_sequence, _requests.Issued, _tokens.Issued, _pause.Generation);
    }

    private bool FailIfTooLate(Ticket ticket, TimeSpan due)
    {
        if (due <= ticket.Deadline)
        {
            return false;
        }

        if (!ticket.Demand.GoesAnyway)
        {
            _waiting.Remove(ticket);
            ticket.Refuse();
        }

        return true;
    }
}
