using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>Makes tools of the list that an MCP server has sent, under names that every model accepts.</summary>
/// <param name="server">The server.</param>
/// <param name="choice">Which of its tools are offered.</param>
/// <param name="warn">Writes a warning.</param>
internal sealed class McpToolFactory(McpServer server, McpToolChoice choice, Action<string> warn)
{
    /// <summary>Adds the tools of a list to the server.</summary>
    /// <param name="json">The list, a JSON array.</param>
    public void AddAll(string json)
    {
        object?[] listed = (object?[])JsonTree.ParseObject($"{{\"tools\":{json}}}")!["tools"]!;
        foreach (OrderedDictionary tool in listed.OfType<OrderedDictionary>())
        {
            string name = (string)tool["name"]!;
            string mapped = RemoteNames.Of(name);
            mapped = server.Tools.Contains(mapped) ? RemoteNames.WithHash(mapped, name) : mapped;
            if (!choice.Includes(name, mapped))
            {
                continue;
            }

            try
            {
                server.Tools.Add(Create(name, mapped, tool));
            }
            catch (OfoxException failure)
            {
                warn($"{server.Name}: The tool '{name}' is left out: {failure.Message}");
            }
        }
    }

    private ChatTool Create(string name, string mapped, OrderedDictionary tool)
    {
        OrderedDictionary schema = tool["inputSchema"] as OrderedDictionary ?? new OrderedDictionary { ["type"] = "object" };
        OrderedDictionary? output = tool["outputSchema"] as OrderedDictionary;
        SchemaWords.Check(schema);
        if (output is not null)
        {
            SchemaWords.Check(output, "outputSchema");
        }

        // The keyword names the version of JSON Schema: a model does not need it, and some model servers refuse it.
        schema.Remove("$schema");
        bool isReadOnly = tool["annotations"] is OrderedDictionary hints && hints["readOnlyHint"] is true;
        return new ChatTool
        {
            Name = mapped,
            RemoteName = name,
            Description = tool["description"] as string ?? tool["title"] as string,
            Schema = schema,
            Runner = new McpTool(server, name, output, isReadOnly, choice.Allows(name, mapped)),
        };
    }
}
