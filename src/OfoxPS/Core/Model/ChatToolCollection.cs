using System.Collections.ObjectModel;

namespace OfoxPS;

/// <summary>Tools by their names.</summary>
public sealed class ChatToolCollection : KeyedCollection<string, ChatTool>
{
    /// <summary>An empty collection; names in it differ by more than their case.</summary>
    public ChatToolCollection()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>A tool by its name here, or by the one that its MCP server has for it.</summary>
    /// <param name="name">The name; upper and lower case are the same.</param>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">There is no such tool.</exception>
    public new ChatTool this[string name] => Contains(name) ? base[name]
        : Items.FirstOrDefault(tool => string.Equals(tool.RemoteName, name, StringComparison.OrdinalIgnoreCase)) ?? base[name];

    /// <summary>The name of a tool.</summary>
    /// <param name="item">The tool.</param>
    protected override string GetKeyForItem(ChatTool item) => item.Name;
}
