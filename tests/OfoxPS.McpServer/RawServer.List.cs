using System.Linq;
using System.Text.Json.Nodes;

namespace OfoxPS.McpServer;

/// <content>The tools that it says it has.</content>
internal sealed partial class RawServer
{
    private JsonObject List(JsonObject parameters)
    {
        _lists++;
        JsonArray tools = [Tool("go")];
        JsonObject list = new() { ["tools"] = tools };
        switch (_kind)
        {
            case "tools":
                list["tools"] = new JsonArray([.. Enumerable.Range(0, _size).Select(i => Tool($"tool{i}"))]);
                break;
            case "levels":
                // The message, its result, the list, the tool and its schema are five.
                JsonNode nested = new JsonArray();
                for (int i = 6; i < _size; i++)
                {
                    nested = new JsonArray(nested);
                }

                tools[0]!["inputSchema"]!["x"] = nested;
                break;
            case "pages":
                list["nextCursor"] = string.Empty;
                break;
            case "two-pages" when parameters["cursor"] is null:
                list["nextCursor"] = string.Empty;
                break;
            case "two-pages":
                list["tools"] = new JsonArray(Tool("second"));
                break;
            case "deep":
                JsonObject schema = new() { ["type"] = "object" };
                for (int i = 0; i < 100; i++)
                {
                    schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["a"] = schema } };
                }

                tools[0]!["inputSchema"] = schema;
                break;
            case "names":
                list["tools"] = new JsonArray(Tool("a.b"), Tool("a_b"), Tool(new string('n', 100)), Tool("A_B"));
                break;
            case "duplicates":
                tools.Add(Tool("go"));
                break;
            case "escapes":
                list["tools"] = new JsonArray(Tool("go"), Tool("a\u001b[2Jb\nc"), Tool(string.Empty), Tool(new string('n', 100_000)));
                break;
            case "cycle":
                tools[0]!["inputSchema"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["a"] = new JsonObject { ["$ref"] = "#/properties/b" },
                        ["b"] = new JsonObject { ["$ref"] = "#/properties/a" },
                        ["c"] = new JsonObject { ["$ref"] = "#" }
                    },
                };
                tools[0]!["outputSchema"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject { ["next"] = new JsonObject { ["$ref"] = "#" } }
                };
                break;
            case "schema":
                tools.Add(Tool("bad"));
                tools[1]!["inputSchema"] = new JsonObject { ["type"] = "object", ["properties"] = "none" };
                break;
            case "changes" when _lists > 1:
                tools.Add(Tool("other"));
                break;
        }

        return list;
    }

    private JsonObject Tool(string name)
    {
        JsonObject tool = new()
        {
            ["name"] = name,
            ["description"] = $"Goes with {Secret}",
            ["inputSchema"] = new JsonObject { ["type"] = "object" },
            ["annotations"] = new JsonObject { ["readOnlyHint"] = true }
        };
        if (_kind == "output")
        {
            tool["outputSchema"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["n"] = new JsonObject { ["type"] = "integer" } }
            };
        }

        return tool;
    }
}
