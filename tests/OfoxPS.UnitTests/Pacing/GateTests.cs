using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Pacing;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>When requests may go. Nothing here takes time: the clock is the test's.</summary>
public sealed class GateTests
{
    private static readonly Demand Patient = new(100, TimeSpan.Zero, TimeSpan.FromSeconds(600), GoesAnyway: false);

    private readonly TestClock _clock = new();
    private readonly Gate _gate;

    public GateTests() => _gate = new Gate(_clock, static () => 0.5);

    [Fact]
    public void Where_a_server_says_nothing_nobody_waits() =>
        Assert.All(Join(1000), static ticket => Assert.True(ticket.IsIssued));

    [Fact]
    public void When_no_request_is_left_the_next_waits_for_the_window_to_start_anew()
    {
        _gate.Told(Join(), Requests(limit: 2, remaining: 1, reset: 10));
        Assert.True(Join().IsIssued);

        Ticket third = Join();

        Assert.Equal((false, PauseReason.Requests), (third.IsIssued, third.Reason));
        _clock.Advance(9.9);
        Assert.False(third.IsIssued);
        _clock.Advance(0.2);
        Assert.True(third.IsIssued);
    }

    [Fact]
    public void Tokens_are_counted_apart_and_have_their_own_reset()
    {
        _gate.Told(Join(), new RateLimit
        {
            LimitRequests = 100,
            RemainingRequests = 99,
            ResetRequests = TimeSpan.FromSeconds(60),
            LimitTokens = 1000,
            RemainingTokens = 150,
            ResetTokens = TimeSpan.FromSeconds(5),
        });

        Ticket enough = Join();
        Ticket tooMany = Join();

        Assert.Equal((true, false, PauseReason.Tokens), (enough.IsIssued, tooMany.IsIssued, tooMany.Reason));
        _clock.Advance(5.1);
        Assert.True(tooMany.IsIssued);
    }

    [Fact]
    public void A_request_larger_than_a_whole_window_goes_when_the_window_is_whole()
    {
        _gate.Told(Join(), new RateLimit { LimitTokens = 50, RemainingTokens = 50, ResetTokens = TimeSpan.FromSeconds(5) });

        Assert.True(Join().IsIssued);
    }

    [Fact]
    public void An_answer_that_was_overtaken_changes_nothing()
    {
        Ticket first = Join(), second = Join();
        _gate.Told(second, Requests(limit: 10, remaining: 0, reset: 10));
        _gate.Told(first, Requests(limit: 10, remaining: 9, reset: 10));

        Assert.False(Join().IsIssued);
    }

    [Fact]
    public void What_went_since_is_taken_off_what_the_server_had_left()
    {
        Ticket[] sent = Join(5);
        _gate.Told(sent[0], Requests(limit: 10, remaining: 6, reset: 10));

        Assert.Equal([true, true, false], Join(3).Select(static ticket => ticket.IsIssued));
    }

    [Fact]
    public void A_newer_answer_lets_go_who_waits()
    {
        Ticket[] sent = Join(2);
        _gate.Told(sent[0], Requests(limit: 10, remaining: 1, reset: 10));
        Ticket waiting = Join();
        Assert.False(waiting.IsIssued);

        _gate.Told(sent[1], Requests(limit: 10, remaining: 9, reset: 10));

        Assert.True(waiting.IsIssued);
    }

    [Fact]
    public void After_a_window_requests_are_spread_over_the_next()
    {
        _gate.Told(Join(), Requests(limit: 100, remaining: 0, reset: 1));
        Ticket[] waiting = Join(50);

        _clock.Advance(1.1);
        int soon = waiting.Count(static ticket => ticket.IsIssued);
        _clock.Advance(0.2);
        int later = waiting.Count(static ticket => ticket.IsIssued);

        Assert.InRange(soon, 2, 12);
        Assert.InRange(later, soon + 15, soon + 25);
    }

    [Fact]
    public void A_window_that_started_anew_is_not_overdrawn_before_the_server_speaks()
    {
        _gate.Told(Join(), Requests(limit: 10, remaining: 0, reset: 1));
        Ticket[] waiting = Join(64);

        _clock.Advance(1.9);

        Assert.InRange(waiting.Count(static ticket => ticket.IsIssued), 5, 10);
    }

    [Fact]
    public void A_refusal_makes_everybody_wait()
    {
        Ticket refused = Join();
        _gate.Refused(refused, TimeSpan.FromSeconds(20));

        Ticket next = Join();

        Assert.Equal((false, PauseReason.Refused), (next.IsIssued, next.Reason));
        _clock.Advance(19.9);
        Assert.False(next.IsIssued);
        _clock.Advance(3);
        Assert.True(next.IsIssued);
    }

    [Fact]
    public void The_server_is_never_asked_before_it_said()
    {
        _gate.Refused(Join(), TimeSpan.FromSeconds(20));

        Assert.InRange(Join().Due.TotalSeconds, 20, 22);
    }

    [Fact]
    public void Refusals_of_the_same_window_make_one_pause()
    {
        Ticket[] sent = Join(64);

        foreach (Ticket ticket in sent)
        {
            Assert.Equal(1, _gate.Refused(ticket, TimeSpan.FromSeconds(2)));
        }

        TimeSpan due = Join().Due;
        Assert.InRange(due.TotalSeconds, 2, 2.3);
    }

    [Fact]
    public void A_late_refusal_does_not_pause_twice()
    {
        Ticket[] sent = Join(2);
        _gate.Refused(sent[0], TimeSpan.FromSeconds(1));
        _clock.Advance(5);

        Assert.Equal(1, _gate.Refused(sent[1], TimeSpan.FromSeconds(30)));

        Assert.True(Join().IsIssued);
    }

    [Fact]
    public void While_a_pause_is_on_a_much_longer_one_replaces_it()
    {
        Ticket[] sent = Join(2);
        _gate.Refused(sent[0], TimeSpan.FromSeconds(1));
        _gate.Refused(sent[1], TimeSpan.FromSeconds(60));

        Assert.InRange(Join().Due.TotalSeconds, 60, 63);
    }

    [Fact]
    public void Nobody_comes_back_together()
    {
        Ticket[] sent = Join(64);
        foreach (Ticket ticket in sent)
        {
            _gate.Refused(ticket, TimeSpan.FromSeconds(1));
            ticket.Dispose();
        }

        List<double> times = [];
        Ticket[] again = Join(64);
        for (int step = 0; step < 4000 && times.Count < again.Length; step++)
        {
            _clock.Advance(0.001);
            int passed = again.Count(static ticket => ticket.IsIssued);
            Assert.InRange(passed - times.Count, 0, 1);
            times.AddRange(Enumerable.Repeat(_clock.Now.TotalMilliseconds, passed - times.Count));
        }

        Assert.Equal(64, times.Count);
        Assert.All(times.Zip(times.Skip(1), static (one, next) => next - one), static gap => Assert.True(gap > 10));
    }

    [Theory]
    [InlineData(0.05, 0.05, 8)]
    [InlineData(null, 1, 60)]
    public void A_server_that_goes_on_refusing_is_asked_less_and_less_often(double? told, double third, double last)
    {
        List<double> waits = [];
        for (int i = 0; i < 10; i++)
        {
            Ticket ticket = Join();
            TimeSpan before = _clock.Now;
            _clock.Advance(Math.Max(0, (ticket.Due - before).TotalSeconds));
            waits.Add((_clock.Now - before).TotalSeconds);
            _gate.Refused(ticket, told is null ? null : TimeSpan.FromSeconds(told.Value));
            ticket.Dispose();
        }

        Assert.InRange(waits[2], third, third * 1.2);
        Assert.InRange(waits[9], last, last + 2);
    }

    [Fact]
    public void An_answer_ends_the_row_of_refusals()
    {
        for (int i = 0; i < 6; i++)
        {
            Ticket refused = Join();
            _clock.Advance(100);
            _gate.Refused(refused, TimeSpan.FromSeconds(0.05));
        }

        _clock.Advance(100);
        _gate.Answered(Join());
        _clock.Advance(1);
        _gate.Refused(Join(), TimeSpan.FromSeconds(0.05));

        Assert.InRange((Join().Due - _clock.Now).TotalSeconds, 0.05, 0.1);
    }

    [Fact]
    public void So_many_a_minute()
    {
        Demand slow = Patient with { Apart = TimeSpan.FromSeconds(6) };
        Ticket[] tickets = [.. Enumerable.Range(0, 21).Select(_ => _gate.Join(slow))];

        Assert.Equal(1, tickets.Count(static ticket => ticket.IsIssued));
        Assert.Equal(PauseReason.Rate, tickets[1].Reason);
        _clock.Advance(59.9);
        Assert.Equal(10, tickets.Count(static ticket => ticket.IsIssued));
        _clock.Advance(60);
        Assert.Equal(20, tickets.Count(static ticket => ticket.IsIssued));
    }

    [Fact]
    public async Task A_wait_has_an_end()
    {
        _gate.Refused(Join(), TimeSpan.FromSeconds(30));
        Ticket ticket = _gate.Join(Patient with { Longest = TimeSpan.FromSeconds(31) });
        _gate.Told(Join(), Requests(1, 0, 1000));

        Task wait = ticket.WaitAsync(CancellationToken.None);
        _gate.Refused(ticket, TimeSpan.FromSeconds(100));

        await Assert.ThrowsAsync<GateException>(() => wait);
    }

    [Fact]
    public async Task A_wait_that_is_certain_to_be_too_long_is_not_begun()
    {
        _gate.Refused(Join(), TimeSpan.FromSeconds(900));

        GateException error = await Assert.ThrowsAsync<GateException>(() => Join().WaitAsync(CancellationToken.None));
        Assert.InRange(error.Wait.TotalSeconds, 900, 902);
    }

    [Fact]
    public void Who_goes_anyway_lets_the_server_decide()
    {
        _gate.Refused(Join(), TimeSpan.FromSeconds(900));

        Assert.True(_gate.Join(Patient with { GoesAnyway = true }).IsIssued);
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_it_is_cancelled_and_the_next_in_line_moves_up()
    {
        _gate.Refused(Join(), TimeSpan.FromSeconds(30));
        using CancellationTokenSource source = new();
        Ticket first = Join(), second = Join();
        Task wait = first.WaitAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        first.Dispose();
        _clock.Advance(33);
        Assert.Equal((false, true, 0), (first.IsIssued, second.IsIssued, _gate.Waiting));
    }

    [Fact]
    public void Who_is_over_is_not_on_the_way_any_more()
    {
        Ticket[] tickets = Join(3);
        tickets[0].Dispose();
        tickets[0].Dispose();

        Assert.Equal(2, _gate.Open);
    }

    [Fact]
    public void A_gate_is_of_one_address_one_key_and_one_model()
    {
        Gates gates = new(_clock);
        Uri address = new("https://a.test/v1/chat/completions");
        Gate gate = gates.For(address, "k", "m");

        Assert.Same(gate, gates.For(new Uri("https://a.test/v1/chat/completions?api-version=1"), "k", "m"));
        Assert.NotSame(gate, gates.For(address, "k2", "m"));
        Assert.NotSame(gate, gates.For(address, "k", "m2"));
        Assert.NotSame(gate, gates.For(new Uri("https://b.test/v1/chat/completions"), "k", "m"));
    }

    private static RateLimit Requests(long limit, long remaining, double reset) =>
        new() { LimitRequests = limit, RemainingRequests = remaining, ResetRequests = TimeSpan.FromSeconds(reset) };

    private Ticket Join() => _gate.Join(Patient);

    private Ticket[] Join(int count) => [.. Enumerable.Range(0, count).Select(_ => Join())];
}
