using System.Collections.Specialized;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>Tools of a server's list, under names that every model takes.</summary>
internal sealed class McpToolFactory
{
    private readonly McpServer _server;
    private readonly McpToolChoice _choice;
    private readonly Action<string> _warn;

    /// <param name="server">The server.</param>
    /// <param name="choice">Which of its tools are taken.</param>
    /// <param name="warn">Takes warnings.</param>
    public McpToolFactory(McpServer server, McpToolChoice choice, Action<string> warn)
    {
        _server = server;
        _choice = choice;
        _warn = warn;
    }

    /// <summary>Adds the tools of a list to the server.</summary>
    /// <param name="json">The list, a JSON array.</param>
    public void AddAll(string json)
    {
        object?[] listed = (object?[])JsonTree.ParseObject($"{{\"tools\":{json}}}")!["tools"]!;
        foreach (OrderedDictionary tool in listed.OfType<OrderedDictionary>())
        {
            string name = (string)tool["name"]!;
            string mapped = RemoteNames.Of(name);
            mapped = _server.Tools.Contains(mapped) ? RemoteNames.WithHash(mapped, name) : mapped;
            if (!_choice.Includes(name, mapped))
            {
                continue;
            }

            try
            {
                _server.Tools.Add(Create(name, mapped, tool));
            }
            catch (OfoxException failure)
            {
                _warn($"{_server.Name}: The tool '{name}' is left out: {failure.Message}");
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

        // Which standard it keeps to is nothing that a model needs, and some servers of models refuse the word.
        schema.Remove("$schema");
        bool isReadOnly = tool["annotations"] is OrderedDictionary hints && hints["readOnlyHint"] is true;
        return new ChatTool
        {
            Name = mapped,
            RemoteName = name,
            Description = tool["description"] as string ?? tool["title"] as string,
            Schema = schema,
            Runner = new McpTool(_server, name, output, isReadOnly, _choice.Allows(name, mapped)),
        };
    }
}
