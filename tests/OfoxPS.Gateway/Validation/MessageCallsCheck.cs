using System.Collections.Generic;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>The tool calls that an assistant's message repeats.</summary>
internal static class MessageCallsCheck
{
    /// <returns>Whether there are any.</returns>
    public static bool Check(JsonElement message, string role, string path)
    {
        path += ".tool_calls";
        if (Take.Optional(message, "tool_calls", nullable: true) is not { } json)
        {
            return false;
        }

        if (role != "assistant")
        {
            throw Reject.Value(path, "only a message with role 'assistant' has it.");
        }

        IReadOnlyList<JsonElement> calls = Take.Array(json, path);
        HashSet<string> ids = [];
        for (int i = 0; i < calls.Count; i++)
        {
            string id = CheckCall(calls[i], $"{path}[{i}]");
            if (!ids.Add(id))
            {
                throw Reject.Value($"{path}[{i}].id", $"duplicate id '{id}'.");
            }
        }

        return calls.Count > 0 ? true : throw Reject.Value(path, "[] is too short.");
    }

    private static string CheckCall(JsonElement call, string path)
    {
        Take.Object(call, path);
        string id = Take.RequiredString(call, "id", $"{path}.id");
        Take.OneOf(Take.Required(call, "type", $"{path}.type"), $"{path}.type", "function", "custom");
        if (call.GetProperty("type").GetString() == "custom")
        {
            JsonElement custom = Take.Object(Take.Required(call, "custom", $"{path}.custom"), $"{path}.custom");
            Take.RequiredString(custom, "name", $"{path}.custom.name");
            Take.RequiredString(custom, "input", $"{path}.custom.input");
            return id;
        }

        JsonElement function = Take.Object(Take.Required(call, "function", $"{path}.function"), $"{path}.function");
        string name = Take.RequiredString(function, "name", $"{path}.function.name");
        Take.RequiredString(function, "arguments", $"{path}.function.arguments");
        return id.Length == 0 ? throw Reject.Value($"{path}.id", "'' is too short.")
            : name.Length == 0 ? throw Reject.Value($"{path}.function.name", "'' is too short.")
            : id;
    }
}
