using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Mcp;

namespace OfoxPS.Commands;

/// <summary>Ends connections to MCP servers. A server that this session has started is ended with all its child processes.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "OfoxMcpServer", DefaultParameterSetName = ByObject)]
public sealed class DisconnectOfoxMcpServerCommand : OfoxCmdlet
{
    private const string ByObject = "Server";
    private const string ByName = "Name";

    /// <summary>The connections to end.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByObject)]
    public McpServer[] Server { get; set; } = [];

    /// <summary>The names of the connections; wildcards allowed.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Array.ForEach(Server, static server => server.Close());

        foreach (string name in Name)
        {
            ContinueOnFailure(name, () => Array.ForEach(McpServers.Find(name), static server => server.Close()));
        }
    }
}
