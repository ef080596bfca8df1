using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Pacing;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>When requests may go: by what a server said it has left, and by what the caller allows.</summary>
public sealed class GateTests : GateTestBase
{
    [Fact]
    public void Where_a_server_says_nothing_nobody_waits() =>
        Assert.All(Join(1000), static ticket => Assert.True(ticket.IsIssued));

    [Fact]
    public void When_no_request_is_left_the_next_waits_for_the_window_to_start_anew()
    {
        Gate.ReportLimits(Join(), Requests(limit: 2, remaining: 1, reset: 10));
        Assert.True(Join().IsIssued);

        Ticket third = Join();

        Assert.Equal((false, PauseReason.Requests), (third.IsIssued, third.Reason));
        Clock.Advance(9.9);
        Assert.False(third.IsIssued);
        Clock.Advance(0.2);
        Assert.True(third.IsIssued);
    }

    [Fact]
    public void Tokens_are_counted_apart_and_have_their_own_reset()
    {
        Gate.ReportLimits(Join(), new RateLimit
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
        Clock.Advance(5.1);
        Assert.True(tooMany.IsIssued);
    }

    [Fact]
    public void A_request_larger_than_a_whole_window_goes_when_the_window_is_whole()
    {
        Gate.ReportLimits(Join(), new RateLimit { LimitTokens = 50, RemainingTokens = 50, ResetTokens = TimeSpan.FromSeconds(5) });

        Assert.True(Join().IsIssued);
    }

    [Fact]
    public void An_answer_that_was_overtaken_changes_nothing()
    {
        Ticket first = Join(), second = Join();
        Gate.ReportLimits(second, Requests(limit: 10, remaining: 0, reset: 10));
        Gate.ReportLimits(first, Requests(limit: 10, remaining: 9, reset: 10));

        Assert.False(Join().IsIssued);
    }

    [Fact]
    public void What_went_since_is_taken_off_what_the_server_had_left()
    {
        Ticket[] sent = Join(5);
        Gate.ReportLimits(sent[0], Requests(limit: 10, remaining: 6, reset: 10));

        Assert.Equal([true, true, false], Join(3).Select(static ticket => ticket.IsIssued));
    }

    [Fact]
    public void A_newer_answer_lets_go_who_waits()
    {
        Ticket[] sent = Join(2);
        Gate.ReportLimits(sent[0], Requests(limit: 10, remaining: 1, reset: 10));
        Ticket waiting = Join();
        Assert.False(waiting.IsIssued);

        Gate.ReportLimits(sent[1], Requests(limit: 10, remaining: 9, reset: 10));

        Assert.True(waiting.IsIssued);
    }

    [Fact]
    public void After_a_window_requests_are_spread_over_the_next()
    {
        Gate.ReportLimits(Join(), Requests(limit: 100, remaining: 0, reset: 1));
        Ticket[] waiting = Join(50);

        Clock.Advance(1.1);
        int soon = waiting.Count(static ticket => ticket.IsIssued);
        Clock.Advance(0.2);
        int later = waiting.Count(static ticket => ticket.IsIssued);

        Assert.InRange(soon, 2, 12);
        Assert.InRange(later, soon + 15, soon + 25);
    }

    [Fact]
    public void A_window_that_started_anew_is_not_overdrawn_before_the_server_speaks()
    {
        Gate.ReportLimits(Join(), Requests(limit: 10, remaining: 0, reset: 1));
        Ticket[] waiting = Join(64);

        Clock.Advance(1.9);

        Assert.InRange(waiting.Count(static ticket => ticket.IsIssued), 5, 10);
    }

    [Fact]
    public void So_many_a_minute()
    {
        Demand slow = Patient with { Apart = TimeSpan.FromSeconds(6) };
        Ticket[] tickets = [.. Enumerable.Range(0, 21).Select(_ => Gate.Join(slow))];

        Assert.Equal(1, tickets.Count(static ticket => ticket.IsIssued));
        Assert.Equal(PauseReason.Rate, tickets[1].Reason);
        Clock.Advance(59.9);
        Assert.Equal(10, tickets.Count(static ticket => ticket.IsIssued));
        Clock.Advance(60);
        Assert.Equal(20, tickets.Count(static ticket => ticket.IsIssued));
    }

    [Fact]
    public async Task A_wait_has_an_end()
    {
        Gate.Refused(Join(), TimeSpan.FromSeconds(30));
        Ticket ticket = Gate.Join(Patient with { Longest = TimeSpan.FromSeconds(31) });
        Gate.ReportLimits(Join(), Requests(1, 0, 1000));

        Task<bool> wait = ticket.WaitAsync(CancellationToken.None);
        Gate.Refused(ticket, TimeSpan.FromSeconds(100));

        Assert.False(await wait);
    }

    [Fact]
    public async Task A_wait_that_is_certain_to_be_too_long_is_not_begun()
    {
        Gate.Refused(Join(), TimeSpan.FromSeconds(900));

        Assert.False(await Join().WaitAsync(CancellationToken.None));
    }

    [Fact]
    public void Who_goes_anyway_lets_the_server_decide()
    {
        Gate.Refused(Join(), TimeSpan.FromSeconds(900));

        Assert.True(Gate.Join(Patient with { GoesAnyway = true }).IsIssued);
    }

    [Fact]
    public async Task A_wait_ends_at_once_when_it_is_cancelled_and_the_next_in_line_moves_up()
    {
        Gate.Refused(Join(), TimeSpan.FromSeconds(30));
        using CancellationTokenSource source = new();
        Ticket first = Join(), second = Join();
        Task wait = first.WaitAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        first.Dispose();
        Clock.Advance(33);
        Assert.Equal((false, true), (first.IsIssued, second.IsIssued));
    }

    [Fact]
    public void Who_is_over_is_not_on_the_way_any_more()
    {
        Ticket[] tickets = Join(3);
        tickets[0].Dispose();
        tickets[0].Dispose();

        Assert.Equal(2, Gate.Open);
    }

    [Theory]
    [InlineData(60_000)]
    [InlineData(3_155_760_000)]
    public void What_an_answer_says_is_believed_for_a_while_and_then_one_request_finds_out(double reset)
    {
        Gate.ReportLimits(Join(), Requests(10, 0, reset));
        Ticket[] waiting = Join(8);

        Clock.Advance(119);
        Assert.All(waiting, static ticket => Assert.False(ticket.IsIssued));
        Clock.Advance(2);
        Assert.Equal(1, waiting.Count(static ticket => ticket.IsIssued));

        Gate.ReportLimits(waiting[0], Requests(10, 9, 1));
        Assert.All(waiting, static ticket => Assert.True(ticket.IsIssued));
    }

    [Fact]
    public void Who_finds_out_nothing_more_opens_the_way()
    {
        Gate.ReportLimits(Join(), Requests(10, 0, 60_000));
        Ticket[] waiting = Join(3);
        Clock.Advance(121);

        Gate.Answered(waiting[0]);

        Assert.All(waiting, static ticket => Assert.True(ticket.IsIssued));
    }

    [Fact]
    public void Where_the_one_that_finds_out_fails_another_does()
    {
        Gate.ReportLimits(Join(), Requests(10, 0, 60_000));
        Ticket[] waiting = Join(3);
        Clock.Advance(121);

        waiting[0].Dispose();

        Assert.Equal([true, true, false], waiting.Select(static ticket => ticket.IsIssued));
    }

    [Fact]
    public async Task The_advice_of_an_answer_delays_and_does_not_fail()
    {
        Gate.ReportLimits(Join(), Requests(10, 0, 60_000));
        Ticket first = Gate.Join(Patient with { Longest = TimeSpan.FromSeconds(60) }),
            second = Gate.Join(Patient with { Longest = TimeSpan.FromSeconds(30) });
        Task wait = first.WaitAsync(CancellationToken.None), shorter = second.WaitAsync(CancellationToken.None);

        Clock.Advance(31);
        await shorter;
        Assert.False(first.IsIssued);
        Clock.Advance(30);
        await wait;
    }

    [Fact]
    public async Task A_timer_that_is_a_little_early_fails_nobody()
    {
        Gate gate = new(new EarlyClock(Clock), static () => 0.5);
        gate.ReportLimits(gate.Join(Patient), Requests(10, 0, 60_000));
        Task[] waits = [.. Enumerable.Range(0, 4)
            .Select(_ => gate.Join(Patient with { Longest = TimeSpan.FromSeconds(30) }).WaitAsync(CancellationToken.None))];

        Clock.Advance(31);

        await Task.WhenAll(waits);
    }

    [Fact]
    public async Task Now_and_then_one_finds_out_whether_a_server_that_asks_for_hours_still_refuses()
    {
        Gate.Refused(Join(), TimeSpan.FromHours(16));
        Assert.False(await Join().WaitAsync(CancellationToken.None));

        Clock.Advance(121);
        Ticket one = Join();
        Assert.True(one.IsIssued);
        Assert.False(await Join().WaitAsync(CancellationToken.None));

        Gate.Answered(one);
        Ticket next = Join();
        Clock.Advance(1);
        Assert.True(next.IsIssued);
    }

    private static RateLimit Requests(long limit, long remaining, double reset) =>
        new() { LimitRequests = limit, RemainingRequests = remaining, ResetRequests = TimeSpan.FromSeconds(reset) };
}
