using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>The list of a server's tools, as it was at one time.</summary>
internal sealed class ToolList
{
    private readonly JsonArray _tools = [];
    private readonly HashSet<string> _names = [];

    private ToolList()
    {
    }

    /// <summary>The list: a JSON array.</summary>
    public string Json => _tools.ToJsonString();

    /// <summary>Reads the list, page by page. A cursor may be any text, and the server says which page is the last one.</summary>
    /// <param name="client">The server.</param>
    /// <param name="leftOut">
    /// Is told of each tool that cannot be used; null where the list is only compared, and no tool of it is called.
    /// </param>
    /// <param name="stop">The end of the time for it.</param>
    /// <exception cref="OfoxException">The server sent no such list.</exception>
    public static async Task<ToolList> ReadAsync(McpClient client, Action<string>? leftOut, CancellationToken stop)
    {
        ToolList list = new();
        HashSet<string> cursors = [];
        string? cursor = null;
        do
        {
            JsonObject parameters = cursor is null ? [] : new JsonObject { ["cursor"] = cursor };
            JsonRpcRequest request = new() { Method = RequestMethods.ToolsList, Params = parameters };
            JsonRpcResponse page = await client.SendRequestAsync(request, stop).WaitAsync(stop).ConfigureAwait(false);
            if (page.Result is not JsonObject result || result["tools"] is not JsonArray listed
                || result["nextCursor"] is not (null or JsonValue))
            {
                throw CallFailure.Invalid("sent a list of tools that is none");
            }

            foreach (JsonNode? tool in listed)
            {
                list.Add(client, tool, leftOut);
                if (list._names.Count > McpLimits.Tools)
                {
                    throw CallFailure.Invalid($"offers more than {McpLimits.Tools} tools");
                }
            }

            cursor = result["nextCursor"]?.ToString();
            if (cursor is not null && !cursors.Add(cursor))
            {
                throw CallFailure.Invalid("sends the same page of its tools again and again");
            }

            if (cursors.Count > McpLimits.Tools)
            {
                throw CallFailure.Invalid($"sends its tools in more than {McpLimits.Tools} pages");
            }
        }
        while (cursor is not null);
        return list;
    }

    /// <summary>What differs in a later list, with the names of the tools; empty where nothing does.</summary>
    public string ChangeTo(ToolList later)
    {
        Dictionary<string, string> before = ByName();
        Dictionary<string, string> now = later.ByName();
        return string.Join("; ", new[]
        {
            Named("new", now.Keys.Except(before.Keys)),
            Named("gone", before.Keys.Except(now.Keys)),
            Named("other than before", before.Keys.Where(name => now.TryGetValue(name, out string? text) && text != before[name])),
        }.OfType<string>());
    }

    // The SDK checks a tool, and learns which of its arguments are sent as headers too.
    private void Add(McpClient client, JsonNode? node, Action<string>? leftOut)
    {
        try
        {
            Tool tool = node.Deserialize(McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(Tool))) as Tool
                ?? throw new JsonException("it is null");
            if (!_names.Add(tool.Name))
            {
                throw new JsonException("another one has this name");
            }

            if (leftOut is not null)
            {
                client.AddKnownTools([tool]);
            }

            _tools.Add(node!.DeepClone());
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            string name = node is JsonObject && node["name"] is JsonValue value && value.TryGetValue(out string? text) ? $"'{text}'"
                : "without a name";
            leftOut?.Invoke($"The tool {name} is left out: {error.Message}");
        }
    }

    private static string? Named(string what, IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? $"{what}: {list}" : null;

    private Dictionary<string, string> ByName() =>
        _tools.ToDictionary(static tool => (string)tool!["name"]!, static tool => tool!.ToJsonString());
}
