namespace OfoxPS.Core.Mcp;

/// <summary>An open connection to an MCP server. What crosses the border to the SDK is text; JSON is text too.</summary>
internal interface IMcpConnection : IDisposable
{
    /// <summary>The name that the server gives itself; null if it says none.</summary>
    public string? ServerName { get; }

    /// <summary>The version that the server gives itself; null if it says none.</summary>
    public string? ServerVersion { get; }

    /// <summary>The revision of the protocol that is spoken, a date.</summary>
    public string? ProtocolVersion { get; }

    /// <summary>What the server says about its use; null if nothing.</summary>
    public string? Instructions { get; }

    /// <summary>The tools as the server lists them: a JSON array.</summary>
    public string Tools { get; }

    /// <summary>Why the server is there no more; null while it is.</summary>
    public string? Ended { get; }

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">Its name, as the server has it.</param>
    /// <param name="arguments">The arguments: a JSON object.</param>
    /// <param name="stop">Cancels the call, here and at the server.</param>
    /// <returns>The server's result: a JSON object.</returns>
    /// <exception cref="OfoxException">The call failed.</exception>
    public Task<string> CallAsync(string tool, string arguments, CancellationToken stop);
}
