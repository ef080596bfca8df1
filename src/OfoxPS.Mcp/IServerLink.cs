using ModelContextProtocol.Client;

namespace OfoxPS.Mcp;

/// <summary>The link to a server: the process that it is, or the requests to its address.</summary>
internal interface IServerLink : IDisposable
{
    /// <summary>The transport that the SDK sends and reads messages over.</summary>
    public IClientTransport Transport { get; }

    /// <summary>Why nothing comes from the server any more; null while it may.</summary>
    public string? Ended { get; }

    /// <summary>Says that a call begins. What fails from now on in the caller's flow of control is that call's.</summary>
    public void Begin();

    /// <summary>The error of the caller's call, as far as this link knows it; null where it knows nothing.</summary>
    /// <param name="error">How the SDK has failed.</param>
    /// <param name="isTime">The time of the call was over.</param>
    public Task<OfoxException?> ExplainAsync(Exception error, bool isTime);
}
