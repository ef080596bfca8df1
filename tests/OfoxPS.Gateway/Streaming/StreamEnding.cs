namespace OfoxPS.Gateway.Streaming;

/// <summary>What happens after the last event.</summary>
internal enum StreamEnding
{
    /// <summary>The body ends as HTTP says.</summary>
    Complete,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing, until the client hangs up.</summary>
    Stall,
}
