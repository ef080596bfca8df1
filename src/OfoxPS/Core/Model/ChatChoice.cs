using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>One of the answers of a completion.</summary>
public sealed class ChatChoice
{
    /// <summary>Its place among the answers, from 0.</summary>
    public int Index { get; set; }

    /// <summary>The answer.</summary>
    public ChatMessage Message { get => field ??= new("assistant", null); set; }

    /// <summary>
    /// Why the model ended: stop, length, tool_calls, content_filter, or whatever the server says; null if it said nothing.
    /// </summary>
    public string? FinishReason { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>The text of the answer.</summary>
    public override string ToString() => Message.ToString();
}
