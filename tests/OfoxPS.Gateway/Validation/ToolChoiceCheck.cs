using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

internal static class ToolChoiceCheck
{
    private const string Path = "tool_choice";

    public static void Check(JsonElement root)
    {
        if (Take.Optional(root, Path) is not { } choice)
        {
            return;
        }

        switch (choice.ValueKind)
        {
            case JsonValueKind.String:
                Take.OneOf(choice, Path, "none", "auto", "required");
                break;
            case JsonValueKind.Object:
                CheckObject(choice, root);
                break;
            default:
                throw Reject.Type(Path, "a string or an object", choice);
        }
    }

    private static void CheckObject(JsonElement choice, JsonElement root)
    {
        if (Take.OneOf(Take.Required(choice, "type", $"{Path}.type"), $"{Path}.type", "function", "allowed_tools") == "function")
        {
            CheckFunction(choice, Path, root);
            return;
        }

        const string Allowed = $"{Path}.allowed_tools";
        JsonElement allowed = Take.Object(Take.Required(choice, "allowed_tools", Allowed), Allowed);
        Take.OneOf(Take.Required(allowed, "mode", $"{Allowed}.mode"), $"{Allowed}.mode", "auto", "required");
        IReadOnlyList<JsonElement> tools = Take.Array(Take.Required(allowed, "tools", $"{Allowed}.tools"), $"{Allowed}.tools");
        for (int i = 0; i < tools.Count; i++)
        {
            Take.OneOf(Take.Required(tools[i], "type", $"{Allowed}.tools[{i}].type"), $"{Allowed}.tools[{i}].type", "function");
            CheckFunction(tools[i], $"{Allowed}.tools[{i}]", root);
        }
    }

    private static void CheckFunction(JsonElement choice, string path, JsonElement root)
    {
        path += ".function";
        JsonElement function = Take.Object(Take.Required(choice, "function", path), path);
        string name = Take.RequiredString(function, "name", $"{path}.name");
        if (!root.GetProperty("tools").EnumerateArray().Any(tool => tool.GetProperty("function").GetProperty("name").GetString() == name))
        {
            throw Reject.Value($"{path}.name", $"the tool '{name}' is not among 'tools'.");
        }
    }
}
