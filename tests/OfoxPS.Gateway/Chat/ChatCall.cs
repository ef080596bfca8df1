using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Chat;

/// <summary>A chat request that passed the checks.</summary>
internal sealed class ChatCall
{
    private readonly JsonElement root;

    public ChatCall(JsonElement root, ModelReference? model = null)
    {
        this.root = root;
        Model = model ?? ModelReference.Parse(root.GetProperty("model").GetString()!);
        Turns = [.. root.GetProperty("messages").EnumerateArray().Select(message => new ChatTurn(message))];
        Functions = [.. Items("tools").Select(tool => tool.GetProperty("function")).Where(IsAllowed)];
        Fallback = [.. Provider("fallback").Select(model => ModelReference.Parse(model.GetString()!))];
    }

    public ModelReference Model { get; }

    public IReadOnlyList<ChatTurn> Turns { get; }

    /// <summary>The functions of the tools that were offered.</summary>
    public IReadOnlyList<JsonElement> Functions { get; }

    public IReadOnlyList<ModelReference> Fallback { get; }

    public ChatTurn? LastUser => Turns.LastOrDefault(turn => turn.Role == "user");

    public bool Stream => Flag(root, "stream");

    public bool IncludeUsage => Get("stream_options") is { ValueKind: JsonValueKind.Object } options && Flag(options, "include_usage");

    public bool ParallelCalls => Get("parallel_tool_calls") is not { ValueKind: JsonValueKind.False };

    public int Choices => Get("n")?.GetInt32() ?? 1;

    public int? MaxTokens => (Get("max_completion_tokens") ?? Get("max_tokens"))?.GetInt32();

    public string? ReasoningEffort => Get("reasoning_effort")?.GetString();

    public IEnumerable<string> Stop => Get("stop") switch
    {
        { ValueKind: JsonValueKind.String } stop => [stop.GetString()!],
        { ValueKind: JsonValueKind.Array } stops => stops.EnumerateArray().Select(stop => stop.GetString()!),
        _ => [],
    };

    /// <summary>none, auto, required, or function for the one that <see cref="ForcedFunction"/> names.</summary>
    public string ToolChoice => Get("tool_choice") switch
    {
        { ValueKind: JsonValueKind.String } choice => choice.GetString()!,
        { ValueKind: JsonValueKind.Object } when AllowedTools is { } allowed => allowed.GetProperty("mode").GetString()!,
        { ValueKind: JsonValueKind.Object } => "function",
        _ => "auto",
    };

    public string? ForcedFunction => Get("tool_choice") is { ValueKind: JsonValueKind.Object } choice && AllowedTools is null
        ? choice.GetProperty("function").GetProperty("name").GetString()
        : null;

    public string ResponseFormat => Model.Options.DropFormat ? "text" : Get("response_format")?.GetProperty("type").GetString() ?? "text";

    public JsonElement ResponseSchema => root.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema");

    private JsonElement? AllowedTools =>
        Get("tool_choice") is { ValueKind: JsonValueKind.Object } choice
            && choice.TryGetProperty("allowed_tools", out JsonElement allowed) ? allowed : null;

    private bool IsAllowed(JsonElement function) => AllowedTools is not { } allowed || allowed.GetProperty("tools").EnumerateArray()
        .Any(tool => tool.GetProperty("function").GetProperty("name").GetString() == function.GetProperty("name").GetString());

    private IEnumerable<JsonElement> Items(string name) => Get(name)?.EnumerateArray() ?? [];

    private IEnumerable<JsonElement> Provider(string name) =>
        Get("provider") is { } provider && provider.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : [];

    private JsonElement? Get(string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Flag(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
