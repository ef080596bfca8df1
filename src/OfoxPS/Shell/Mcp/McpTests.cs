using System.Management.Automation;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Mcp;

/// <summary>Inside a block of a test no server is started and none is called, unless the test gives it.</summary>
internal static class McpTests
{
    /// <summary>Whether a server may be used now.</summary>
    /// <param name="cmdlet">Who wants to use it.</param>
    /// <param name="server">The server; null for one that is to be started.</param>
    /// <exception cref="OfoxException">It may not.</exception>
    public static void Check(PSCmdlet cmdlet, McpServer? server)
    {
        if (TestScopes.Current.For(cmdlet) is { Answers.IsOffline: true } test && (server is null || !test.Servers.Contains(server)))
        {
            throw new OfoxException(
                OfoxErrorKind.OfoxCassetteMiss,
                server is null ? "No MCP server is started inside a test" : $"The MCP server '{server.Name}' is not called inside a test")
            {
                Remedy = "Use a tool of New-OfoxTool -Name ... -ScriptBlock { ... } in its place, "
                    + "or give the block the connection with -McpServer. See about_OfoxPS_Mcp.",
            };
        }
    }
}
