using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>The piece of a message that a chunk brings; a whole message when the answer was not streamed.</summary>
public sealed class ChatDelta
{
    /// <summary>Who speaks; null when not said again.</summary>
    public string? Role { get; set; }

    /// <summary>The text gained; null if none.</summary>
    public string? Content { get; set; }

    /// <summary>Content parts that are more than plain text; empty if none.</summary>
    public ChatContentPart[] Parts { get; set; } = [];

    /// <summary>The piece of a refusal; null if none.</summary>
    public string? Refusal { get; set; }

    /// <summary>The piece of the model's reasoning, wherever the server puts it; null if none.</summary>
    public string? Reasoning => Thinking.Of(ref Fields, Parts, Thought);

    /// <summary>Pieces of tool calls; empty if none.</summary>
    public ChatToolCallDelta[] ToolCalls { get; set; } = [];

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>The piece of the thinking that stands between tags at the beginning of the text; null if none.</summary>
    internal string? Thought { get; set; }

    /// <summary>The text gained.</summary>
    public override string ToString() => Content ?? string.Empty;
}
