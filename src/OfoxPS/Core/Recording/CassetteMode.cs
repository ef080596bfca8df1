namespace OfoxPS.Core.Recording;

/// <summary>What a cassette is used for.</summary>
internal enum CassetteMode
{
    /// <summary>Only what was recorded is answered; nothing is sent.</summary>
    Replay,

    /// <summary>Everything is sent, and kept.</summary>
    Record,

    /// <summary>What was recorded is answered; anything else is sent, and kept.</summary>
    Auto,

    /// <summary>Everything is sent, nothing is kept.</summary>
    Passthrough,
}
