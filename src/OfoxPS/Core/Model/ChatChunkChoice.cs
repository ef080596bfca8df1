using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>What one choice gained with a chunk.</summary>
public sealed class ChatChunkChoice
{
    /// <summary>The choice's place among the answers, from 0.</summary>
    public int Index { get; set; }

    /// <summary>What it gained.</summary>
    public ChatDelta Delta { get => field ??= new(); set; }

    /// <summary>Why the model ended; null until it did.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>It brings the whole message so far, not a piece of it.</summary>
    internal bool IsComplete { get; set; }

    /// <summary>It has no place for an answer: neither a message nor a delta, and no text.</summary>
    internal bool IsBare { get; set; }

    /// <summary>It says nothing at all.</summary>
    internal bool IsEmpty => FinishReason is null && !Fields.Any
        && Delta is { Role: null, Content: null, Refusal: null, ToolCalls.Length: 0, Fields.Any: false };

    /// <summary>The text it gained.</summary>
    public override string ToString() => Delta.ToString();
}
