using System.Text.Json.Nodes;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Streaming;

/// <summary>One server-sent event: a chunk as JSON, which a fault may still change, or bytes as they are.</summary>
internal sealed record StreamEvent
{
    public static StreamEvent Done { get; } = new() { Raw = "data: [DONE]\n\n" };

    public JsonObject? Chunk { get; init; }

    /// <summary>The text on the wire, blank line included, instead of <see cref="Chunk"/>.</summary>
    public string? Raw { get; init; }

    /// <summary>It is a data event; a comment is not.</summary>
    public bool IsData { get; init; } = true;

    /// <summary>It carries a piece of the answer, and waits for the pace.</summary>
    public bool IsContent { get; init; }

    /// <summary>It, or what follows, says how the answer ended.</summary>
    public bool IsClosing { get; init; }

    public string Wire => Raw ?? $"data: {WireJson.Text(Chunk!)}\n\n";
}
