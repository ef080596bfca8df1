using System;
using System.Threading.Tasks;
using ModelContextProtocol.Client;

namespace OfoxPS.Mcp;

/// <summary>The way to a server: the program that it is, or its address.</summary>
internal interface IServerLink : IDisposable
{
    /// <summary>What the SDK speaks over.</summary>
    public IClientTransport Transport { get; }

    /// <summary>Why nothing comes from the server any more; null while it may.</summary>
    public string? Ended { get; }

    /// <summary>What went wrong on this way, once the SDK has failed; null where the way knows nothing of it.</summary>
    /// <param name="isClosed">The SDK says that the other side is gone.</param>
    public Task<OfoxException?> ExplainAsync(bool isClosed);
}
