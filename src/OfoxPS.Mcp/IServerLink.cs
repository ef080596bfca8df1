using ModelContextProtocol.Client;

namespace OfoxPS.Mcp;

/// <summary>The way to a server: the program that it is, or its address.</summary>
internal interface IServerLink : IDisposable
{
    /// <summary>What the SDK speaks over.</summary>
    public IClientTransport Transport { get; }

    /// <summary>Why nothing comes from the server any more; null while it may.</summary>
    public string? Ended { get; }

    /// <summary>Says that a call begins. What fails from now on in the caller's flow of control is that call's.</summary>
    public void Begin();

    /// <summary>What went wrong on this way in the caller's call; null where the way knows nothing of it.</summary>
    /// <param name="error">How the SDK has failed.</param>
    /// <param name="isTime">The time of the call was over.</param>
    public Task<OfoxException?> ExplainAsync(Exception error, bool isTime);
}
