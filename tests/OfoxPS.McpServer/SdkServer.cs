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

    public static async Task RunAsync()
    {
        McpServerOptions options = new()
        {
            ServerInfo = new Implementation { Name = "sdk", Version = "1.2.3" },
            ServerInstructions = "Use it.",
            Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        };
        options.Handlers.ListToolsHandler = (_, _) => new ValueTask<ListToolsResult>(new ListToolsResult { Tools = [.. Tools()] });
        options.Handlers.CallToolHandler = (call, stop) => CallAsync(call, stop);
        await using StdioServerTransport transport = new("sdk");
        await using ModelContextProtocol.Server.McpServer server = ModelContextProtocol.Server.McpServer.Create(transport, options);
        await server.RunAsync().ConfigureAwait(false);
    }

    private static IEnumerable<Tool> Tools()
    {
        yield return Tool("echo", "Says a text again", """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}""", readOnly: true);
        yield return Tool("write.file", "Changes something", """{"type":"object","properties":{"text":{"type":"string"}}}""", readOnly: false);
        Tool sum = Tool("sum", "Adds", """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}""", readOnly: true);
        sum.OutputSchema = Json("""{"type":"object","properties":{"sum":{"type":"integer"}},"required":["sum"]}""");
        yield return sum;
        yield return Tool("picture", "Gives a picture", """{"type":"object"}""", readOnly: true);
        yield return Tool("fail", "Fails", """{"type":"object"}""", readOnly: true);
        yield return Tool("variable", "Gives a variable of the environment", """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""", readOnly: true);
        yield return Tool("slow", "Takes its time, and says so", """{"type":"object","properties":{"steps":{"type":"integer"}}}""", readOnly: true);
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
                return new CallToolResult { StructuredContent = Json($"{{\"sum\":{sum}}}"), Content = [new TextContentBlock { Text = $"{{\"sum\":{sum}}}" }] };
            case "picture":
                return new CallToolResult { Content = [new TextContentBlock { Text = "one dot" }, ImageContentBlock.FromBytes(Convert.FromBase64String(Png), "image/png")] };
            case "variable":
                return Text(Environment.GetEnvironmentVariable(arguments["name"].GetString()!) ?? "not set");
            case "slow":
                await Console.Error.WriteLineAsync("slow begins").ConfigureAwait(false);
                try
                {
                    for (int i = 1; i <= arguments["steps"].GetInt32(); i++)
                    {
                        await Task.Delay(200, stop).ConfigureAwait(false);
                        if (call.Params.ProgressToken is { } token)
                        {
                            await call.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = i, Total = 10, Message = $"step {i}" }, cancellationToken: CancellationToken.None).ConfigureAwait(false);
                        }
                    }
                }
                catch (OperationCanceledException)
                {
                    await Console.Error.WriteLineAsync("slow was cancelled").ConfigureAwait(false);
                    throw;
                }

                return Text("done");
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
