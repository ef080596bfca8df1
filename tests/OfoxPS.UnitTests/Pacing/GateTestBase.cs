using System;
using System.Linq;
using OfoxPS.Core.Pacing;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Pacing;

/// <summary>A gate whose clock is the test's: nothing takes time.</summary>
public abstract class GateTestBase
{
    private protected static readonly Demand Patient = new(100, TimeSpan.Zero, TimeSpan.FromSeconds(600), GoesAnyway: false);

    private protected GateTestBase() => Gate = new Gate(Clock, static () => 0.5);

    private protected TestClock Clock { get; } = new();

    private protected Gate Gate { get; }

    private protected Ticket Join() => Gate.Join(Patient);

    private protected Ticket[] Join(int count) => [.. Enumerable.Range(0, count).Select(_ => Join())];
}
