using System.Management.Automation;
using OfoxPS.Core.Mcp;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Mcp;

/// <summary>Connects to MCP servers for a cmdlet, and adds the connections to those of the runspace.</summary>
internal sealed class McpServerOpener(IPipeline pipeline)
{
    /// <summary>Connects to a server.</summary>
    /// <param name="entry">The description of the server.</param>
    /// <param name="timeout">The time limit for connecting, and for each call of a tool.</param>
    /// <exception cref="OfoxException">The server cannot be connected.</exception>
    public McpServer Open(McpEntry entry, TimeSpan timeout)
    {
        McpServers.Check(pipeline.Cmdlet, null);
        McpSettings settings = new()
        {
            FileName = entry.Command is null ? null : Program(entry.Command),
            Arguments = entry.Arguments,
            Environment = entry.Environment,
            WithheldVariables = SessionSecrets.Variables,
            WorkingDirectory = SessionFolder.Full(
                pipeline.Cmdlet.SessionState.Path, entry.WorkingDirectory ?? ".", "The folder of the server"),
            Address = entry.Address,
            Headers = entry.Headers,
            Redactor = entry.Redactor,
            Timeout = timeout,
            ClientVersion = pipeline.Cmdlet.MyInvocation.MyCommand.Module?.Version.ToString() ?? string.Empty,
        };
        McpServers servers = McpServers.Current;
        string name = servers.NameFor(entry.DefaultName);
        McpInbox inbox = new();
        Task<IMcpConnection> connecting = Task.Run(() => McpConnector.Instance.ConnectAsync(settings, inbox.Add, pipeline.StopToken));
        try
        {
            McpServer server = new(name, McpWait.For(connecting, inbox, name, pipeline, "connecting"), inbox);
            servers.Add(server);
            return server;
        }
        catch (OperationCanceledException)
        {
            // The connection may still be made; it is closed then, because nobody waits for it any more.
            _ = connecting.ContinueWith(static late => late.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
            throw;
        }
    }

    /// <summary>The server with the properties that a host shows which has not loaded the views of this module.</summary>
    public static PSObject Shown(McpServer server)
    {
        PSObject shown = PSObject.AsPSObject(server);
        if (shown.Members["PSStandardMembers"] is null)
        {
            PSPropertySet properties = new("DefaultDisplayPropertySet", ["Name", "State", "ServerName", "Tools"]);
            shown.Members.Add(new PSMemberSet("PSStandardMembers", [properties]));
        }

        return shown;
    }

    // The path of a program, found as PowerShell finds it, because on Windows npx is a batch file.
    private string Program(string command) =>
        Find(command)?.Path ?? throw Failure.InvalidArgument($"There is no program '{command}'. {Advice(command)}");

    private ApplicationInfo? Find(string command) =>
        pipeline.Cmdlet.InvokeCommand.GetCommand(command, CommandTypes.Application) as ApplicationInfo;

    private string Advice(string command)
    {
        string[] words = command.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && Find(words[0]) is not null
            ? $"The arguments of a program are a list of their own: {words[0]} "
                + $"{string.Join(", ", words.Skip(1).Select(static word => $"'{word.Trim('\'', '"')}'"))}"
            : "A script is started by its program, as in pwsh '-File', 'server.ps1'";
    }
}
