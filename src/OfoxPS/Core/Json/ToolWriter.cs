using System.Collections;
using System.Collections.Specialized;

namespace OfoxPS.Core.Json;

/// <summary>Tools and tool calls in the form in which they are sent.</summary>
internal static class ToolWriter
{
    public static object[] ToJsonTree(IEnumerable<ChatTool> tools) => [.. tools.Select(ToJsonTree)];

    public static object[] ToJsonTree(IEnumerable<ChatToolCall> calls) => [.. calls.Select(ToJsonTree)];

    private static OrderedDictionary ToJsonTree(ChatTool tool)
    {
        OrderedDictionary function = new() { ["name"] = tool.Name };
        foreach ((string name, object? value) in new (string, object?)[]
        {
            ("description", tool.Description), ("parameters", tool.Schema), ("strict", tool.Strict),
        })
        {
            if (value is not null)
            {
                function[name] = value;
            }
        }

        Append(function, tool.AdditionalProperties);
        OrderedDictionary result = new() { ["type"] = "function", ["function"] = function };
        Append(result, tool.OuterProperties);
        return result;
    }

    private static OrderedDictionary ToJsonTree(ChatToolCall call)
    {
        OrderedDictionary function = new() { ["name"] = call.Name, ["arguments"] = call.ArgumentsJson };
        Append(function, call.FunctionProperties);
        OrderedDictionary result = new() { ["id"] = call.Id, ["type"] = call.Type, ["function"] = function };
        Append(result, call.AdditionalProperties);
        return result;
    }

    private static void Append(OrderedDictionary target, OrderedDictionary fields)
    {
        foreach (DictionaryEntry field in fields)
        {
            target[field.Key] = field.Value;
        }
    }
}
