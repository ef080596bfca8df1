using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Mcp;

namespace OfoxPS.Commands;

/// <summary>Cleans up when the module is removed. PowerShell finds, creates and calls this class.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <summary>Ends the connections to MCP servers of this runspace, and what was done at the import.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        FormCompletion.End();
        McpServers.Known?.CloseAll();
    }
}
