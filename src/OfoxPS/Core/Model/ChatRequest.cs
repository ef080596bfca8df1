using System.Collections;

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

    public string? ReasoningEffort { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public long? Seed { get; init; }

    public IReadOnlyList<ChatTool> Tools { get; init; } = [];

    public object? ToolChoice { get; init; }

    public object? ResponseFormat { get; init; }

    public IDictionary? Provider { get; init; }

    /// <summary>What the server takes of what the module adds.</summary>
    public RequestForm Form { get; init; } = RequestForm.Default;

    /// <summary>What is shared with the other requests of a run, where the provider is told so; null where it is not.</summary>
    public SharedPrompt? Shared { get; init; }

    /// <summary>
    /// Any other field, as it is. It wins over the fields above: an object is merged with the one above, and null takes a field out.
    /// </summary>
    public IDictionary? Extra { get; init; }
}
