using System;
using System.Net.Http;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>One size or count that comes from outside: one row of "Limits" in docs/reliability.md.</summary>
/// <param name="What">What is limited.</param>
/// <param name="Cap">The most that is accepted.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Then">What happens beyond it.</param>
/// <param name="Setting">What changes it; "no" if nothing.</param>
internal sealed record Limit(string What, long Cap, string Unit, string Then, string Setting = "no")
{
    /// <summary>An answer of a server that has just so much.</summary>
    public Func<long, HttpResponseMessage>? Play { get; init; }

    /// <summary>Whether so much is within the limit, where no answer of a server plays it.</summary>
    public Func<long, bool>? Fits { get; init; }

    /// <summary>The request asks for a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>It is a time that no test waits for.</summary>
    public bool IsTime { get; init; }
}
