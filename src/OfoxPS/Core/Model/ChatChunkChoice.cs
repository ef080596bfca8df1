using System.Collections.Specialized;

namespace OfoxPS;

/// <summary>What one choice gained with a chunk.</summary>
public sealed class ChatChunkChoice
{
    /// <summary>The choice's place among the answers, from 0.</summary>
    public int Index { get; set; }

    /// <summary>What it gained.</summary>
    public ChatDelta Delta { get; set; } = new();

    /// <summary>Why the model ended; null until it did.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get; set; } = new();

    /// <summary>It says nothing at all.</summary>
    internal bool IsEmpty => FinishReason is null && AdditionalProperties.Count == 0
        && Delta is { Role: null, Content: null, Refusal: null, ToolCalls.Length: 0, AdditionalProperties.Count: 0 };

    /// <summary>The text it gained.</summary>
    public override string ToString() => Delta.ToString();
}
