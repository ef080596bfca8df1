using System.Collections;
using System.Collections.Generic;

namespace OfoxPS;

/// <summary>A request as it will be sent. Null means: not in the body.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public bool Stream { get; init; }

    public double? Temperature { get; init; }

    public int? MaxTokens { get; init; }

    public double? TopP { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    public IReadOnlyList<ChatTool> Tools { get; init; } = [];

    public object? ToolChoice { get; init; }

    public object? ResponseFormat { get; init; }

    public IDictionary? Provider { get; init; }

    /// <summary>Any other field, as it is; wins over the fields above.</summary>
    public IDictionary? Extra { get; init; }
}
