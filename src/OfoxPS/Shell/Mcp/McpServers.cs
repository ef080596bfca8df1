using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace OfoxPS.Shell.Mcp;

/// <summary>The servers that a runspace is connected to. They end with it, and with the process.</summary>
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

    /// <summary>Those of this runspace; nothing is made where there are none.</summary>
    public static McpServers? Known => Runspaces.TryGetValue(Runspace.DefaultRunspace, out McpServers? known) ? known : null;

    /// <summary>Those that were not disconnected.</summary>
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

    /// <summary>Ends a connection, whichever runspace made it.</summary>
    public static void Close(McpServer server) => server.Close();

    /// <summary>All of them at once: each may take a while to end.</summary>
    public void CloseAll() => Parallel.ForEach(All, Close);

    /// <summary>A name that none of them has.</summary>
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
