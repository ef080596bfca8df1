using System.Reflection;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Shell.Mcp;

/// <summary>Loads OfoxPS.Mcp.dll, which alone uses the MCP SDK, when the first server is connected.</summary>
internal static class McpConnector
{
    private static readonly Lazy<IMcpConnector> Loaded = new(Load);

    /// <exception cref="OfoxException">This is Windows PowerShell, which cannot load it.</exception>
    public static IMcpConnector Instance => Loaded.Value;

    private static IMcpConnector Load()
    {
        // It ships once, for both builds of this assembly: see RootModule in OfoxPS.psd1.
        string path = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(typeof(McpConnector).Assembly.Location)!, "..", "net8.0", "mcp", "OfoxPS.Mcp.dll"));
        Assembly assembly = Poly.LoadApart(path)
            ?? throw Failure.InvalidArgument("MCP servers need PowerShell 7.4 or later; this is Windows PowerShell");
        return (IMcpConnector)Activator.CreateInstance(assembly.GetType("OfoxPS.Mcp.Connector", throwOnError: true)!, nonPublic: true)!;
    }
}
