using OfoxPS.Core.Client;

namespace OfoxPS.Core.Recording;

/// <summary>What decides, attempt by attempt, who answers: a cassette, or scripted answers.</summary>
internal interface IResponder
{
    /// <summary>Nothing can be sent without a key.</summary>
    public bool NeedsKey { get; }

    /// <summary>Nothing is ever sent.</summary>
    public bool IsOffline { get; }

    /// <returns>Null leaves the attempt to the gateway.</returns>
    public IInterceptor? For(MaskedRequest request);

    /// <summary>What went wrong beside the calls, once: a recording that could not be written. Null if nothing did.</summary>
    /// <param name="waits">Whether to wait until all is written: at the end of a command, when its recordings are in the file.</param>
    public OfoxException? TakeWriteError(bool waits);
}
