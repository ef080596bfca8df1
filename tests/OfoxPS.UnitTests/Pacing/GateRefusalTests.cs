using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Pacing;
using Xunit;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>What a gate does when a server has refused a request because of its limits.</summary>
public sealed class GateRefusalTests : GateTestBase
{
    [Fact]
    public void A_refusal_makes_everybody_wait()
    {
        Ticket refused = Join();
        Gate.Refused(refused, TimeSpan.FromSeconds(20));

        Ticket next = Join();

        Assert.Equal((false, PauseReason.Refused), (next.IsIssued, next.Reason));
        Clock.Advance(19.9);
        Assert.False(next.IsIssued);
        Clock.Advance(3);
        Assert.True(next.IsIssued);
    }

    [Fact]
    public void The_server_is_never_asked_before_it_said()
    {
        Gate.Refused(Join(), TimeSpan.FromSeconds(20));

        Assert.InRange(Join().Due.TotalSeconds, 20, 22);
    }

    [Fact]
    public void Refusals_of_the_same_window_make_one_pause()
    {
        Ticket[] sent = Join(64);

        foreach (Ticket ticket in sent)
        {
            Assert.Equal(new PauseId(Gate, 1), Gate.Refused(ticket, TimeSpan.FromSeconds(2)));
        }

        TimeSpan due = Join().Due;
        Assert.InRange(due.TotalSeconds, 2, 2.3);
    }

    [Fact]
    public void A_late_refusal_does_not_pause_twice()
    {
        Ticket[] sent = Join(2);
        Gate.Refused(sent[0], TimeSpan.FromSeconds(1));
        Clock.Advance(5);

        Assert.Equal(new PauseId(Gate, 1), Gate.Refused(sent[1], TimeSpan.FromSeconds(30)));

        Assert.True(Join().IsIssued);
    }

    [Fact]
    public void While_a_pause_is_on_a_much_longer_one_replaces_it()
    {
        Ticket[] sent = Join(2);
        Gate.Refused(sent[0], TimeSpan.FromSeconds(1));
        Gate.Refused(sent[1], TimeSpan.FromSeconds(60));

        Assert.InRange(Join().Due.TotalSeconds, 60, 63);
    }

    [Fact]
    public void Nobody_comes_back_together()
    {
        Ticket[] sent = Join(64);
        foreach (Ticket ticket in sent)
        {
            Gate.Refused(ticket, TimeSpan.FromSeconds(1));
            ticket.Dispose();
        }

        List<double> times = [];
        Ticket[] again = Join(64);
        for (int step = 0; step < 4000 && times.Count < again.Length; step++)
        {
            Clock.Advance(0.001);
            int passed = again.Count(static ticket => ticket.IsIssued);
            Assert.InRange(passed - times.Count, 0, 1);
            times.AddRange(Enumerable.Repeat(Clock.Now.TotalMilliseconds, passed - times.Count));
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
            TimeSpan before = Clock.Now;
            Clock.Advance(Math.Max(0, (ticket.Due - before).TotalSeconds));
            waits.Add((Clock.Now - before).TotalSeconds);
            Gate.Refused(ticket, told is null ? null : TimeSpan.FromSeconds(told.Value));
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
            Clock.Advance(100);
            Gate.Refused(refused, TimeSpan.FromSeconds(0.05));
        }

        Clock.Advance(100);
        Gate.Answered(Join());
        Clock.Advance(1);
        Gate.Refused(Join(), TimeSpan.FromSeconds(0.05));

        Assert.InRange((Join().Due - Clock.Now).TotalSeconds, 0.05, 0.1);
    }
}
