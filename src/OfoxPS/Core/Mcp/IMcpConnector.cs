namespace OfoxPS.Core.Mcp;

/// <summary>What <c>OfoxPS.Mcp.dll</c> offers: the one type of it that is made by its name.</summary>
internal interface IMcpConnector
{
    /// <summary>Connects to a server and reads its list of tools.</summary>
    /// <param name="settings">How it is reached.</param>
    /// <param name="notify">Takes what the server says beside its answers, on any thread.</param>
    /// <param name="stop">Gives the connection up.</param>
    /// <exception cref="OfoxException">There is no connection.</exception>
    public Task<IMcpConnection> ConnectAsync(McpSettings settings, Action<McpNotice> notify, CancellationToken stop);
}
