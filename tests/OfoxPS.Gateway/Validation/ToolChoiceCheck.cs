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
                CheckFunction(choice, root);
                break;
            default:
                throw Reject.Type(Path, "a string or an object", choice);
        }
    }

    private static void CheckFunction(JsonElement choice, JsonElement root)
    {
        Take.OneOf(Take.Required(choice, "type", $"{Path}.type"), $"{Path}.type", "function");
        JsonElement function = Take.Object(Take.Required(choice, "function", $"{Path}.function"), $"{Path}.function");
        string name = Take.RequiredString(function, "name", $"{Path}.function.name");
        if (!root.GetProperty("tools").EnumerateArray().Any(tool => tool.GetProperty("function").GetProperty("name").GetString() == name))
        {
            throw Reject.Value($"{Path}.function.name", $"the tool '{name}' is not among 'tools'.");
        }
    }
}
