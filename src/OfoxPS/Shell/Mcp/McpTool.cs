using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>Runs the calls of one tool of an MCP server.</summary>
/// <param name="server">The server.</param>
/// <param name="name">The name of the tool at the server.</param>
/// <param name="output">The schema of its structured results; null where it has none.</param>
/// <param name="isReadOnly">Whether the server says that it changes nothing.</param>
/// <param name="isAllowed">Whether the user says that it may run unasked.</param>
internal sealed class McpTool(McpServer server, string name, OrderedDictionary? output, bool isReadOnly, bool isAllowed) : IRemoteTool
{
    public string Shown => $"{name} of the MCP server '{server.Name}'";

    public bool MustAsk => !isReadOnly && !isAllowed;

    public bool RunsTogether => isReadOnly;

    public string Place => server.Name;

    public Task<RemoteResult> BeginAsync(IDictionary arguments, IPipeline pipeline)
    {
        McpServers.Check(pipeline.Cmdlet, server);
        return server.State == "Connected"
            ? CallAsync(JsonTreeWriter.ToText(arguments), pipeline.StopToken)
            : throw new OfoxException(
                OfoxErrorKind.OfoxConnectionFailed,
                $"The MCP server '{server.Name}' is not there any more: {server.Connection.Ended ?? "it was disconnected"}")
            {
                Remedy = "Connect again with Connect-OfoxMcpServer.",
            };
    }

    public RemoteResult End(Task<RemoteResult> call, IPipeline pipeline) => McpWait.For(call, server.Inbox, server.Name, pipeline, name);

    private async Task<RemoteResult> CallAsync(string arguments, CancellationToken stop)
    {
        string result = await server.Connection.CallAsync(name, arguments, stop).ConfigureAwait(false);
        return McpResult.Read(result, output);
    }
}
