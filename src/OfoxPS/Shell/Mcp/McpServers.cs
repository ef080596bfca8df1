using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Mcp;

/// <summary>The connections of a runspace to MCP servers. They are closed with the runspace, and when the process ends.</summary>
internal sealed class McpServers
{
    private static readonly ConditionalWeakTable<Runspace, McpServers> Runspaces = new();

    private readonly List<McpServer> _servers = [];

    private McpServers(Runspace runspace)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            {
                AppDomain.CurrentDomain.ProcessExit -= OnExit;
                CloseAll();
            }
        };
    }

    private void OnExit(object? sender, EventArgs args) => CloseAll();

    public static McpServers Current => Runspaces.GetValue(Runspace.DefaultRunspace, static runspace => new McpServers(runspace));

    /// <summary>The connections of this runspace; null where it has had none.</summary>
    public static McpServers? Known => Runspaces.TryGetValue(Runspace.DefaultRunspace, out McpServers? known) ? known : null;

    /// <summary>The connections that were not disconnected.</summary>
    public McpServer[] All
    {
        get
        {
            lock (_servers)
            {
                _servers.RemoveAll(static server => server.State == "Disconnected");
                return [.. _servers];
            }
        }
    }

    public void Add(McpServer server)
    {
        lock (_servers)
        {
            _servers.Add(server);
        }
    }

    /// <summary>
    /// Checks that a server may be used now: inside a test block none is started, and none is called that the test has not given.
    /// </summary>
    /// <param name="cmdlet">The cmdlet that wants to use it.</param>
    /// <param name="server">The server; null for one that is to be started.</param>
    /// <exception cref="OfoxException">It may not be used.</exception>
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

    /// <summary>The connections of this runspace whose name matches a pattern.</summary>
    /// <exception cref="OfoxException">The name has no wildcards, and there is no such connection.</exception>
    public static McpServer[] Find(string name)
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        McpServer[] found = [.. (Known?.All ?? []).Where(server => pattern.IsMatch(server.Name))];
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name)
            ? found
            : throw Failure.InvalidArgument($"There is no connection to an MCP server '{name}' in this runspace");
    }

    /// <summary>Closes all connections at the same time, because each may take a while.</summary>
    public void CloseAll() => Parallel.ForEach(All, static server => server.Close());

    /// <summary>A name for a new connection: the given one, or with a number where another connection has it.</summary>
    public string NameFor(string name)
    {
        string result = name;
        for (int i = 2; All.Any(server => server.Name.Equals(result, StringComparison.OrdinalIgnoreCase)); i++)
        {
            result = $"{name}{i}";
        }

        return result;
    }
}
