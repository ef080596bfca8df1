using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace OfoxPS.Gateway.Chat;

/// <summary>A message of a request that passed the checks.</summary>
internal sealed record ChatTurn(JsonElement Json)
{
    public string Role => Json.GetProperty("role").GetString()!;

    public string? Name => Json.TryGetProperty("name", out JsonElement name) ? name.GetString() : null;

    public string? ToolCallId => Json.TryGetProperty("tool_call_id", out JsonElement id) ? id.GetString() : null;

    public IEnumerable<JsonElement> ToolCalls =>
        Json.TryGetProperty("tool_calls", out JsonElement calls) && calls.ValueKind == JsonValueKind.Array ? calls.EnumerateArray() : [];

    public IEnumerable<JsonElement> Parts =>
        Json.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array ? content.EnumerateArray() : [];

    public IEnumerable<string> Texts =>
        Json.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String
            ? [content.GetString()!]
            : Parts.Where(part => part.TryGetProperty("text", out _)).Select(part => part.GetProperty("text").GetString()!);

    public string Text => string.Join('\n', Texts);

    /// <summary>How many images, files and sounds it has.</summary>
    public int Attachments => Parts.Count(part => !part.TryGetProperty("text", out _));
}
