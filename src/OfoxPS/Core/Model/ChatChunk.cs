using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>A piece of an answer, as it arrived.</summary>
public sealed class ChatChunk
{
    /// <summary>The server's id of the completion.</summary>
    public string? Id { get; set; }

    /// <summary>The text that the first choice gained; null if none.</summary>
    public string? Content => First?.Delta.Content;

    /// <summary>The reasoning that the first choice gained; null if none.</summary>
    public string? Reasoning => First?.Delta.Reasoning;

    /// <summary>Why the model ended; null until it did.</summary>
    public string? FinishReason => First?.FinishReason;

    /// <summary>The model that answers.</summary>
    public string? Model { get; set; }

    /// <summary>When the server made the completion; null if it did not say.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>What each choice gained; empty in a chunk that only tells the usage.</summary>
    public ChatChunkChoice[] Choices { get; set; } = [];

    /// <summary>The cost in tokens; on the last chunk, if the server says it at all.</summary>
    public Usage? Usage { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    // Where several answers are asked for, their pieces come in any order.
    private ChatChunkChoice? First => Array.Find(Choices, static choice => choice.Index == 0);

    /// <summary>The text that the first choice gained; empty if none.</summary>
    public override string ToString() => Content ?? string.Empty;
}
