using System.Collections;
using System.Collections.Specialized;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Json;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>What carries out the calls of a tool of an MCP server.</summary>
internal sealed class McpTool : IRemoteTool
{
    private readonly McpServer _server;
    private readonly string _name;
    private readonly OrderedDictionary? _output;
    private readonly bool _isReadOnly;

    /// <param name="server">The server.</param>
    /// <param name="name">The tool's name there.</param>
    /// <param name="output">The schema of its structured results; null where it has none.</param>
    /// <param name="isReadOnly">The server says that it changes nothing.</param>
    /// <param name="isAllowed">The user says that it may run unasked.</param>
    public McpTool(McpServer server, string name, OrderedDictionary? output, bool isReadOnly, bool isAllowed)
    {
        _server = server;
        _name = name;
        _output = output;
        _isReadOnly = isReadOnly;
        MustAsk = !isReadOnly && !isAllowed;
    }

    public string Shown => $"{_name} of the MCP server '{_server.Name}'";

    public bool MustAsk { get; }

    public bool RunsTogether => _isReadOnly;

    public string Place => _server.Name;

    public Task<RemoteResult> BeginAsync(IDictionary arguments, IPipeline pipeline)
    {
        McpServers.Check(pipeline.Cmdlet, _server);
        return _server.State == "Connected"
            ? CallAsync(JsonTreeWriter.ToText(arguments), pipeline.StopToken)
            : throw new OfoxException(
                OfoxErrorKind.OfoxConnectionFailed,
                $"The MCP server '{_server.Name}' is not there any more: {_server.Connection.Ended ?? "it was disconnected"}")
            {
                Remedy = "Connect again with Connect-OfoxMcpServer.",
            };
    }

    public RemoteResult End(Task<RemoteResult> call, IPipeline pipeline) => McpWait.For(call, _server.Inbox, _server.Name, pipeline, _name);

    private async Task<RemoteResult> CallAsync(string arguments, CancellationToken stop)
    {
        string result = await _server.Connection.CallAsync(_name, arguments, stop).ConfigureAwait(false);
        return McpResult.Read(result, _output);
    }
}
