using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Mcp;

namespace OfoxPS.Commands;

/// <summary>Gets the MCP servers that this runspace is connected to.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxMcpServer")]
[OutputType(typeof(McpServer))]
public sealed class GetOfoxMcpServerCommand : OfoxCmdlet
{
    /// <summary>The names of the connections, wildcards allowed; all by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            ContinueOnFailure(name, () => WriteObject(McpServers.Find(name).Select(McpServerOpener.Shown), enumerateCollection: true));
        }
    }
}
