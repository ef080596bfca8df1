using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace OfoxPS.McpServer;

/// <summary>A server as its makers make one: what it says is the protocol as the official SDK speaks it.</summary>
internal static class SdkServer
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    // Tools that come later, for all sessions. The SDK announces them where it can.
    public static McpServerPrimitiveCollection<McpServerTool> Added { get; } = [];

    /// <param name="protocol">The revision of the protocol that it speaks alone; null for all.</param>
    public static async Task RunAsync(string? protocol)
    {
        McpServerOptions options = new() { ProtocolVersion = protocol };
        Configure(options);
        await using StdioServerTransport transport = new("sdk");
        await using ModelContextProtocol.Server.McpServer server = ModelContextProtocol.Server.McpServer.Create(transport, options);
        await server.RunAsync().ConfigureAwait(false);
    }

    public static void Configure(McpServerOptions options)
    {
        options.ServerInfo = new Implementation { Name = "sdk", Version = "1.2.3" };
        options.ServerInstructions = "Use it.";
        options.Capabilities = new ServerCapabilities { Tools = new ToolsCapability { ListChanged = true } };
        options.ToolCollection = Added;
        options.Handlers.ListToolsHandler = (_, _) => new ValueTask<ListToolsResult>(new ListToolsResult { Tools = [.. Tools()] });
        options.Handlers.CallToolHandler = CallAsync;
    }

    private static IEnumerable<Tool> Tools()
    {
        yield return Tool(
            "echo", "Says a text again", """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}""",
            readOnly: true);
        yield return Tool(
            "write.file", "Changes something", """{"type":"object","properties":{"text":{"type":"string"}}}""", readOnly: false);
        Tool sum = Tool(
            "sum", "Adds", """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}""",
            readOnly: true);
        sum.OutputSchema = Json("""{"type":"object","properties":{"sum":{"type":"integer"}},"required":["sum"]}""");
        yield return sum;
        yield return Tool("picture", "Gives a picture", """{"type":"object"}""", readOnly: true);
        yield return Tool("fail", "Fails", """{"type":"object"}""", readOnly: true);
        yield return Tool(
            "variable", "Gives a variable of the environment",
            """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""", readOnly: true);
        yield return Tool(
            "slow", "Takes its time, and says so", """{"type":"object","properties":{"steps":{"type":"integer"}}}""", readOnly: true);
        yield return Tool("change", "Adds a tool to the list", """{"type":"object"}""", readOnly: true);
    }

    private static async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> call, CancellationToken stop)
    {
        IDictionary<string, JsonElement> arguments = call.Params!.Arguments ?? new Dictionary<string, JsonElement>();
        switch (call.Params.Name)
        {
            case "echo" or "write.file":
                return Text($"{call.Params.Name}: {arguments["text"]}");
            case "sum":
                int sum = arguments["a"].GetInt32() + arguments["b"].GetInt32();
                return new CallToolResult
                {
                    StructuredContent = Json($"{{\"sum\":{sum}}}"),
                    Content = [new TextContentBlock { Text = $"{{\"sum\":{sum}}}" }]
                };
            case "picture":
                return new CallToolResult
                {
                    Content = [new TextContentBlock { Text = "one dot" },
                    ImageContentBlock.FromBytes(Convert.FromBase64String(Png), "image/png")]
                };
            case "variable":
                return Text(Environment.GetEnvironmentVariable(arguments["name"].GetString()!) ?? "not set");
            case "slow":
                ServerLog.Write("slow begins");
                try
                {
                    for (int i = 1; i <= arguments["steps"].GetInt32(); i++)
                    {
                        await Task.Delay(200, stop).ConfigureAwait(false);
                        if (call.Params.ProgressToken is { } token)
                        {
                            await call.Server.NotifyProgressAsync(
                                token, new ProgressNotificationValue { Progress = i, Total = 10, Message = $"step {i}" },
                                cancellationToken: CancellationToken.None).ConfigureAwait(false);
                        }
                    }
                }
                catch (OperationCanceledException)
                {
                    ServerLog.Write("slow was cancelled");
                    throw;
                }

                return Text("done");
            case "change":
                Added.TryAdd(McpServerTool.Create(static () => "here", new McpServerToolCreateOptions { Name = "added" }));
                return Text("changed");
            default:
                return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = "it went wrong" }] };
        }
    }

    private static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    private static Tool Tool(string name, string description, string schema, bool readOnly) => new()
    {
        Name = name,
        Description = description,
        InputSchema = Json(schema),
        Annotations = new ToolAnnotations { ReadOnlyHint = readOnly },
    };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
