namespace OfoxPS.Core.Pacing;

/// <summary>Why a request waits at the gate.</summary>
internal enum PauseReason
{
    /// <summary>Requests come one after the other again, after a pause.</summary>
    Spread,

    /// <summary>The server has refused a request because there were too many.</summary>
    Refused,

    /// <summary>The server has said that no request is left in this window.</summary>
    Requests,

    /// <summary>The server has said that too few tokens are left in this window.</summary>
    Tokens,

    /// <summary>The user has set how many requests there may be in a minute.</summary>
    Rate,
}
