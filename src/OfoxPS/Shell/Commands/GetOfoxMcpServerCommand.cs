using System.Management.Automation;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Mcp;
using OfoxPS.Shell.Cmdlets;

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
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            McpServer[] found = [.. (McpServers.Known?.All ?? []).Where(server => pattern.IsMatch(server.Name))];
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(
                    Failure.InvalidArgument($"There is no connection to an MCP server '{name}' in this runspace").ToErrorRecord(name));
            }

            WriteObject(found.Select(McpConnect.Shown), enumerateCollection: true);
        }
    }
}
