namespace OfoxPS.Gateway.Models;

/// <summary>What a stream says about tokens.</summary>
internal enum UsageMode
{
    /// <summary>As documented: one chunk more if the request asks for it.</summary>
    Asked,

    /// <summary>Never a word.</summary>
    None,

    /// <summary>On every chunk.</summary>
    Every,

    /// <summary>Null on every chunk, whatever was asked.</summary>
    Null,
}
