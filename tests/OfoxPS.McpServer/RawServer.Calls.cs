using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;

namespace OfoxPS.McpServer;

/// <content>What it does when its tool is called.</content>
internal sealed partial class RawServer
{
    private void Call(JsonNode id)
    {
        switch (_kind)
        {
            case "dies":
                Console.Error.WriteLine($"Error: out of memory {Secret}");
                Console.Error.WriteLine("    at go (server.js:1:1)");
                Console.Error.WriteLine();
                Console.Error.WriteLine("Node.js v24.0.0");
                Environment.Exit(7);
                break;
            case "mute":
                break;
            case "changes":
                Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/tools/list_changed" });
                Text(id, "changed");
                break;
            case "asks":
                foreach (string method in new[] { "roots/list", "sampling/createMessage", "elicitation/create", "ping" })
                {
                    Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = method, ["method"] = method, ["params"] = new JsonObject() });
                    JsonObject answer = JsonNode.Parse(_input.ReadLine()!)!.AsObject();
                    _answers.Add(answer["error"] is { } error ? $"{error["code"]}" : "answered");
                }

                Text(id, string.Join(' ', _answers));
                break;
            case "output":
                Result(id, new JsonObject { ["content"] = new JsonArray(), ["structuredContent"] = new JsonObject { ["n"] = "text" } });
                break;
            case "content":
                Result(id, new JsonObject { ["content"] = new JsonArray("text", 1) });
                break;
            case "broken":
                Say("{\"jsonrpc\":\"2.0\",\"id\":");
                break;
            case "half":
                _output.Write("{\"jsonrpc\":\"2.0\",\"id\":");
                _output.Flush();
                Environment.Exit(9);
                break;
            case "closes":
                Close(1);
                Thread.Sleep(Timeout.Infinite);
                break;
            case "twice":
                Text(id, "first");
                Text(id.DeepClone(), "second");
                break;
            case "other-id":
                Text(JsonValue.Create(987_654), "of nobody");
                Text(JsonValue.Create("text"), "of nobody");
                Text(id, "gone");
                break;
            case "flood":
                for (int i = 0; i < 100_000; i++)
                {
                    Send(new JsonObject
                    {
                        ["jsonrpc"] = "2.0",
                        ["method"] = "notifications/message",
                        ["params"] = new JsonObject { ["level"] = "info", ["data"] = "x" }
                    });
                    Send(new JsonObject
                    {
                        ["jsonrpc"] = "2.0",
                        ["method"] = "notifications/progress",
                        ["params"] = new JsonObject { ["progressToken"] = "1", ["progress"] = i }
                    });
                    if (i % 1000 == 0)
                    {
                        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/tools/list_changed" });
                    }
                }

                Text(id, "gone");
                break;
            case "blob":
                Result(id, new JsonObject
                {
                    ["content"] = new JsonArray(
                        new JsonObject { ["type"] = "resource_link", ["uri"] = "file:///a.bin", ["name"] = "a.bin" },
                        new JsonObject
                        {
                            ["type"] = "resource",
                            ["resource"] =
                            new JsonObject { ["uri"] = "file:///a.bin", ["blob"] = Convert.ToBase64String(new byte[_size]) }
                        }),
                });
                break;
            case "arguments":
                Text(id, JsonSerializer.Serialize(_arguments));
                break;
            case "folder":
                Text(id, Environment.CurrentDirectory);
                break;
            case "secret":
                Send(new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["method"] = "notifications/progress",
                    ["params"] = new JsonObject { ["progressToken"] = "1", ["progress"] = 1, ["message"] = Secret }
                });
                Console.Error.WriteLine($"stderr has {Secret}");
                Say($"stdout has {Secret}");
                Send(new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["id"] = id,
                    ["error"] = new JsonObject { ["code"] = -32000, ["message"] = $"error with {Secret}" }
                });
                break;
            case "input":
                Result(id, new JsonObject
                {
                    ["resultType"] = "input_required",
                    ["inputRequests"] =
                    new JsonObject
                    {
                        ["a"] = new JsonObject
                        {
                            ["method"] = "elicitation/create",
                            ["params"] = new JsonObject
                            {
                                ["message"] = "your password?",
                                ["requestedSchema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }
                            }
                        }
                    }
                });
                break;
            case "long":
                Text(id, new string('x', 50_000));
                break;
            default:
                Text(id, "gone");
                break;
        }
    }
}
