using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Images;

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

    /// <summary>How many pictures of its own an assistant is told of.</summary>
    public int OwnImages =>
        Role == "assistant" && Json.TryGetProperty("images", out JsonElement images) && images.ValueKind == JsonValueKind.Array
        ? images.EnumerateArray().Count(image => DataUrl.IsDataUrl(image.GetProperty("image_url").GetProperty("url").GetString()!)) : 0;

    /// <summary>The id of the sound that an assistant said.</summary>
    public string? SoundId =>
        Role == "assistant" && Json.TryGetProperty("audio", out JsonElement audio) ? audio.GetProperty("id").GetString() : null;

    /// <summary>How many images, files and sounds it has.</summary>
    public int Attachments => Parts.Count(part => !part.TryGetProperty("text", out _));
}
