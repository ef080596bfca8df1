using System.Collections.Generic;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

internal static class ToolsCheck
{
    private const int MostTools = 128;

    public static void Check(JsonElement root)
    {
        if (Take.Optional(root, "tools") is not { } json)
        {
            CheckNothingNeedsTools(root);
            return;
        }

        IReadOnlyList<JsonElement> tools = Take.Array(json, "tools");
        if (tools.Count is 0 or > MostTools)
        {
            throw Reject.Value("tools", $"expected 1 to {MostTools} tools, but got {tools.Count}.");
        }

        HashSet<string> names = [];
        for (int i = 0; i < tools.Count; i++)
        {
            string name = CheckTool(tools[i], $"tools[{i}]");
            if (!names.Add(name))
            {
                throw Reject.Value($"tools[{i}].function.name", $"duplicate tool name '{name}'.");
            }
        }

        if (Take.Optional(root, "parallel_tool_calls") is { } parallel)
        {
            Take.Boolean(parallel, "parallel_tool_calls");
        }
    }

    private static void CheckNothingNeedsTools(JsonElement root)
    {
        foreach (string name in new[] { "tool_choice", "parallel_tool_calls" })
        {
            if (Take.Optional(root, name) is not null)
            {
                throw Reject.Value(name, "only allowed when 'tools' are given.");
            }
        }
    }

    private static string CheckTool(JsonElement tool, string path)
    {
        Take.Object(tool, path);
        Take.OneOf(Take.Required(tool, "type", $"{path}.type"), $"{path}.type", "function");
        path += ".function";
        JsonElement function = Take.Object(Take.Required(tool, "function", path), path);
        string name = Take.RequiredString(function, "name", $"{path}.name");
        NamePattern.CheckIdentifier(name, $"{path}.name");
        if (Take.Optional(function, "description", nullable: true) is { } description)
        {
            Take.String(description, $"{path}.description");
        }

        bool strict = Take.Optional(function, "strict", nullable: true) is { } flag && Take.Boolean(flag, $"{path}.strict");
        if (Take.Optional(function, "parameters") is { } parameters)
        {
            SchemaCheck.CheckRoot(parameters, $"{path}.parameters", strict);
        }

        return name;
    }
}
