using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Mcp;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Commands;

/// <summary>Connects to MCP servers, whose tools a model may then call.</summary>
[Cmdlet(VerbsCommunications.Connect, "OfoxMcpServer", DefaultParameterSetName = ByCommand)]
[OutputType(typeof(McpServer))]
public sealed class ConnectOfoxMcpServerCommand : OfoxCmdlet
{
    private const string ByCommand = "Command";
    private const string ByAddress = "Uri";
    private const string ByFile = "ConfigurationPath";

    /// <summary>The program of the server, which is started with this session's environment.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByCommand)]
    [ValidateNotNullOrEmpty]
    public string Command { get; set; } = string.Empty;

    /// <summary>The arguments of the program, one by one.</summary>
    [Parameter(Position = 1, ParameterSetName = ByCommand)]
    [AllowEmptyString]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>Environment variables for the program: a hashtable of names and values. They are added to those of this session.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    public IDictionary? Environment { get; set; }

    /// <summary>The working directory of the program; the default is the current location.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The http or https address of the server.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAddress)]
    public Uri? Uri { get; set; }

    /// <summary>Headers of each request to the address: a hashtable of names and values.</summary>
    [Parameter(ParameterSetName = ByAddress)]
    [HeaderTransformation]
    public IDictionary? Header { get; set; }

    /// <summary>Allows headers to be sent unencrypted to an http address that is not this machine.</summary>
    [Parameter(ParameterSetName = ByAddress)]
    [Parameter(ParameterSetName = ByFile)]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>A JSON file that describes servers under <c>mcpServers</c> or <c>servers</c>, such as .mcp.json.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByFile)]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    /// <summary>The name of the connection; with -ConfigurationPath, which servers of the file are connected, wildcards allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>The tools that are offered, by the server's names, wildcards allowed; all by default.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? IncludeTool { get; set; }

    /// <summary>Tools that are not offered, by the server's names, wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? ExcludeTool { get; set; }

    /// <summary>Tools that run without confirmation, whatever the server says about them; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? AllowTool { get; set; }

    /// <summary>The time limit for connecting and for each call, in seconds, from 0.1 to 86400; the default is 60.</summary>
    [Parameter]
    [NumberRange(0.1, 86400)]
    public double TimeoutSeconds { get; set; } = 60;

    // The arguments are no remaining arguments: a parameter that is misspelt would then be one of them, without a word.
    private protected override string? SurplusAdvice =>
        "The arguments of the program are a list, in quotes: Connect-OfoxMcpServer "
            + $"{(IsBound(nameof(Command)) ? Command : "npx")} '-y', '@scope/server', '.'";

    /// <inheritdoc/>
    protected override void ProcessRecord() => EndOnFailure(ConfigurationPath ?? Uri?.ToString() ?? Command, () =>
    {
        if (ParameterSetName == ByFile)
        {
            ConnectFile();
            return;
        }

        McpToolChoice choice = Choice();
        Write([Connect(ParameterSetName == ByAddress ? Remote() : Local(), choice)], choice);
    });

    private McpEntry Remote()
    {
        McpEntry entry = new() { Name = OneName, Address = McpEntry.CheckedAddress(Uri!, AllowUnencryptedAuthentication) };
        entry.AddHeaders(Header ?? new Hashtable());
        return entry;
    }

    private McpEntry Local()
    {
        McpEntry entry = new() { Name = OneName, Command = Command, Arguments = ArgumentList, WorkingDirectory = WorkingDirectory };
        entry.AddEnvironment(Environment ?? new Hashtable());
        return entry;
    }

    private string? OneName => Name is null || Name.Length == 1
        ? Name?[0]
        : throw Failure.InvalidArgument("-Name is one name, unless it chooses servers of -ConfigurationPath");

    // A server that cannot be connected is a non-terminating error, so that the next one is tried. Names of tools may be those of any
    // of the servers.
    private void ConnectFile()
    {
        McpConfigurationFile file = McpConfigurationFile.Read(FilePath(ConfigurationPath!, "-ConfigurationPath"));
        if (Array.Find(
            Name ?? [],
            name => !WildcardPattern.ContainsWildcardCharacters(name)
                && !file.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw Failure.InvalidArgument(
                $"There is no server '{unknown}' in '{ConfigurationPath}'. The servers are: {string.Join(", ", file.Names)}");
        }

        WildcardPattern[] patterns = [.. (Name ?? ["*"]).Select(static name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        McpToolChoice choice = Choice();
        List<McpServer> servers = [];
        bool allConnected = true;
        foreach (string name in file.Names.Where(name => Array.Exists(patterns, pattern => pattern.IsMatch(name))))
        {
            if (file.NeedsInput(name))
            {
                WriteWarning($"The server '{name}' is left out: it wants an input (${{input:...}}) that only an editor asks for.");
                continue;
            }

            try
            {
                servers.Add(Connect(file.Entry(name, AllowUnencryptedAuthentication), choice));
            }
            catch (OfoxException failure)
            {
                allConnected = false;
                WriteError(failure.ToErrorRecord(name));
            }
        }

        // Where a server has failed, names of tools are not checked: they may be its.
        Write(servers, allConnected ? choice : null);
    }

    private McpServer Connect(McpEntry entry, McpToolChoice choice)
    {
        McpServer server = new McpServerOpener(this).Open(entry, TimeSpan.FromSeconds(TimeoutSeconds));
        new McpToolFactory(server, choice, WriteWarning).AddAll(server.Connection.Tools);
        return server;
    }

    // Nothing stays connected that has other tools than was meant.
    private void Write(List<McpServer> servers, McpToolChoice? choice)
    {
        try
        {
            choice?.Check();
        }
        catch (OfoxException)
        {
            servers.ForEach(static server => server.Close());
            throw;
        }

        foreach (McpServer server in servers)
        {
            if (server.Tools.Count == 0)
            {
                WriteWarning($"The connection '{server.Name}' has no tools: a request with it is sent without any.");
            }

            WriteObject(McpServerOpener.Shown(server));
        }
    }

    private McpToolChoice Choice() => new(IncludeTool, ExcludeTool, AllowTool);
}
