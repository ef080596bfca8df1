using System;
using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>Tools of a server's list, under names that every model takes.</summary>
internal sealed class McpToolFactory
{
    private readonly McpServer _server;
    private readonly Func<string, bool> _isIncluded;
    private readonly Func<string, bool> _isAllowed;
    private readonly Action<string> _warn;

    public McpToolFactory(McpServer server, Func<string, bool> isIncluded, Func<string, bool> isAllowed, Action<string> warn)
    {
        _server = server;
        _isIncluded = isIncluded;
        _isAllowed = isAllowed;
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
            if (!_isIncluded(name))
            {
                continue;
            }

            try
            {
                _server.Tools.Add(Create(name, tool));
            }
            catch (OfoxException failure)
            {
                _warn($"{_server.Name}: The tool '{name}' is left out: {failure.Message}");
            }
        }
    }

    private ChatTool Create(string name, OrderedDictionary tool)
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
        string mapped = RemoteNames.Of(name);
        bool isReadOnly = tool["annotations"] is OrderedDictionary hints && hints["readOnlyHint"] is true;
        return new ChatTool
        {
            Name = _server.Tools.Contains(mapped) ? RemoteNames.WithHash(mapped, name) : mapped,
            Description = tool["description"] as string ?? tool["title"] as string,
            Schema = schema,
            Runner = new McpTool(_server, name, output, isReadOnly, _isAllowed(name)),
        };
    }
}
