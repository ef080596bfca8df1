using System;
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

    /// <summary>The name of a tool.</summary>
    /// <param name="item">The tool.</param>
    protected override string GetKeyForItem(ChatTool item) => item.Name;
}
