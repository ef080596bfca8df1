using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an argument to tools: <see cref="ChatTool"/>, commands, names of commands, script blocks, and schemas as hashtables
/// or JSON text, with or without the wrapping <c>function</c>.
/// </summary>
internal sealed class ToolTransformationAttribute : ArgumentTransformationAttribute
{
    // What a job, another machine or a file of Export-Clixml makes of them.
    private static readonly Dictionary<string, string> Remains = new()
    {
        ["Deserialized.OfoxPS.McpServer"] = "This connection to an MCP server comes from another process or from a file, "
            + "and cannot be used here. Connect with Connect-OfoxMcpServer in the script that asks.",
        ["Deserialized.OfoxPS.ChatTool"] = "This tool comes from another process or from a file, and what carries it out is not here. "
            + "Give its command, or New-OfoxTool, in the script that asks.",
    };

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        // Tab binds what is typed so far, and the name that is being typed is no command yet: to look for it takes many times as long.
        if (inputData is null || EngineInternals.IsDescribing(engineIntrinsics))
        {
            return inputData;
        }

        List<ChatTool> tools = [];
        foreach (object? item in Unwrap.Items(inputData))
        {
            tools.AddRange(item switch
            {
                string text when IsJson(text) => Unwrap.Items(JsonTreeTransformationAttribute.Parse(text, "Tool")).Select(FromValue),
                string or CommandInfo or ScriptBlock => [new ToolFactory(engineIntrinsics).Create(item, new ToolDefinitionOptions())],
                McpServer server => server.Tools,
                _ => [FromValue(item)],
            });
        }

        tools = RemoteNames.Apart(tools);
        string? twice = tools.GroupBy(static tool => tool.Name).FirstOrDefault(static same => same.Count() > 1)?.Key;
        return twice is null
            ? tools.ToArray()
            : throw Failure.InvalidArgument(
                $"-Tool: two tools are named '{twice}'. New-OfoxTool -Name gives another name.");
    }

    private static bool IsJson(string text) => text.TrimStart() is { Length: > 0 } json && (json[0] is '{' or '[');

    private static ChatTool FromValue(object? value)
    {
        if (value is ChatTool tool)
        {
            return ToolFields.Checked(tool);
        }

        if (value is PSObject remains && remains.TypeNames.FirstOrDefault(static name => Remains.ContainsKey(name)) is { } type)
        {
            throw Failure.InvalidArgument(Remains[type]);
        }

        return JsonTreeReader.Exact(value, "Tool") is OrderedDictionary fields
            ? ToolFields.Read(fields)
            : throw Failure.InvalidArgument("A tool must be a ChatTool, or a hashtable or JSON with name, description and parameters.");
    }
}
