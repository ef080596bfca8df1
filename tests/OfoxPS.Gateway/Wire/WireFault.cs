using System;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire;

/// <summary>One way for a call to go wrong, and what must come of it: one row of docs/reliability.md.</summary>
/// <param name="Name">What is wrong, in a few words; also its name for the control endpoint.</param>
/// <param name="Server">What the server does.</param>
/// <param name="Play">How it does it on a raw connection; null where the gateway itself plays it.</param>
/// <param name="Whole">What comes of a request for a whole answer; null where it says nothing about one.</param>
/// <param name="Streamed">What comes of a request for a stream; null where it is the same.</param>
public sealed record WireFault(string Name, string Server, Func<WireConnection, Task>? Play, Outcome? Whole, Outcome? Streamed = null)
{
    /// <summary>The heading under which it stands.</summary>
    public string Group { get; init; } = "";

    /// <summary>The gateway's model that plays it.</summary>
    public string? Model { get; init; }

    /// <summary>Words that the error must say.</summary>
    public string Says { get; init; } = "";

    /// <summary>It says nothing about streams.</summary>
    public bool WholeOnly { get; init; }

    /// <summary>The client speaks TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The server is the client's proxy.</summary>
    public bool Proxy { get; init; }

    /// <summary>Nothing listens.</summary>
    public bool Closed { get; init; }

    /// <summary>A host instead of the server's own.</summary>
    public string? Host { get; init; }

    /// <summary>Bytes of the prompt.</summary>
    public int Upload { get; init; } = 2;

    /// <summary>-ConnectionTimeoutSeconds of the call.</summary>
    public double ConnectionSeconds { get; init; } = 60;

    /// <summary>-OperationTimeoutSeconds of the call.</summary>
    public double SilenceSeconds { get; init; } = 60;

    /// <summary>The longest time of the call without anything of an answer: an hour as it ships.</summary>
    public double EmptySeconds { get; init; } = 3600;

    /// <summary>It sends megabytes, so it is played alone, and the memory that it takes is measured.</summary>
    public bool Large { get; init; }

    /// <summary>How many connections it takes, where these are not as many as the tries.</summary>
    public int? Connections { get; init; }

    /// <summary>-TimeoutSeconds of the call.</summary>
    public double? TotalSeconds { get; init; }
}
