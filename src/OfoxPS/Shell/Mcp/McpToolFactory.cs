using System;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Mcp;

/// <summary>Tools of a server's list, under names that every model takes.</summary>
internal sealed class McpToolFactory
{
    private const int LongestName = 64;

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

    /// <summary>A name of at most 64 letters, digits, _ and -, which is another one for each name.</summary>
    public static string NameOf(string name)
    {
        string result = new([.. name.Select(static c => (c < 128 && char.IsLetterOrDigit(c)) || c is '-' or '_' ? c : '_')]);
        return result.Length is > 0 and <= LongestName ? result : $"{TextCut.Start(result, LongestName - 9)}_{Hash(name)}";
    }

    private static string Hash(string name)
    {
        using SHA256 hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(name)).Take(4).Select(static part => part.ToString("x2", CultureInfo.InvariantCulture)));
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
        string mapped = NameOf(name);
        bool isReadOnly = tool["annotations"] is OrderedDictionary hints && hints["readOnlyHint"] is true;
        return new ChatTool
        {
            Name = _server.Tools.Contains(mapped) ? NameOf($"{TextCut.Start(mapped, LongestName - 9)}_{Hash(name)}") : mapped,
            Description = tool["description"] as string ?? tool["title"] as string,
            Schema = schema,
            Runner = new McpTool(_server, name, output, isReadOnly, _isAllowed(name)),
        };
    }
}
