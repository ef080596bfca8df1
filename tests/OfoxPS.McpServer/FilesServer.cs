using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace OfoxPS.McpServer;

/// <summary>
/// Tools for the files of a folder, by the names and arguments of the reference server of npm: its stand-in where npm is not there.
/// </summary>
internal static class FilesServer
{
    public static async Task RunAsync(string folder)
    {
        McpServerOptions options = new()
        {
            ServerInfo = new Implementation { Name = "files", Version = "1.0" },
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        };
        options.Handlers.ListToolsHandler = (_, _) => new ValueTask<ListToolsResult>(new ListToolsResult
        {
            Tools = [Tool("read_text_file", readOnly: true), Tool("list_directory", readOnly: true), Tool("write_file", readOnly: false)],
        });
        options.Handlers.CallToolHandler = (call, _) => new ValueTask<CallToolResult>(Call(folder, call.Params!));
        await using StdioServerTransport transport = new("files");
        await using ModelContextProtocol.Server.McpServer server = ModelContextProtocol.Server.McpServer.Create(transport, options);
        await server.RunAsync();
    }

    private static CallToolResult Call(string folder, CallToolRequestParams call)
    {
        string Argument(string name) => call.Arguments![name].GetString()!;
        string path = Path.Combine(folder, Argument("path"));
        try
        {
            switch (call.Name)
            {
                case "read_text_file":
                    return Text(File.ReadAllText(path));
                case "list_directory":
                    return Text(string.Join('\n', Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName)));
                default:
                    File.WriteAllText(path, Argument("content"));
                    return Text("written");
            }
        }
        catch (IOException error)
        {
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = error.Message }] };
        }
    }

    private static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    private static Tool Tool(string name, bool readOnly) => new()
    {
        Name = name,
        Description = name.Replace('_', ' '),
        InputSchema = JsonDocument.Parse(readOnly
            ? """{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}"""
            : """{"type":"object","properties":{"path":{"type":"string"},"content":{"type":"string"}},"required":"""
                + """["path","content"]}""").RootElement,
        Annotations = new ToolAnnotations { ReadOnlyHint = readOnly },
    };
}
