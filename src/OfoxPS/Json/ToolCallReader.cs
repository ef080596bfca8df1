using System.Linq;
using System.Text.Json;

namespace OfoxPS.Json;

/// <summary>Reads pieces of tool calls, or whole ones.</summary>
internal static class ToolCallReader
{
    private static readonly KnownFields CallFields = new("index", "id", "type", "function");
    private static readonly KnownFields FunctionFields = new("name", "arguments");

    /// <param name="calls">The array.</param>
    /// <param name="whole">The calls are complete, so the place in the array tells them apart.</param>
    public static ChatToolCallDelta[] Read(JsonElement calls, bool whole) =>
        [.. calls.EnumerateArray()
            .Where(static call => call.ValueKind == JsonValueKind.Object)
            .Select((call, position) => ReadCall(call, whole ? position : null))];

    private static ChatToolCallDelta ReadCall(JsonElement call, int? position)
    {
        JsonElement function = JsonRead.Field(call, "function") ?? default;
        return new ChatToolCallDelta
        {
            Index = position ?? (int?)JsonRead.Whole(call, "index"),
            Id = JsonRead.Text(call, "id"),
            Type = JsonRead.Text(call, "type"),
            Name = JsonRead.Text(function, "name"),
            ArgumentsJson = JsonRead.TextOrJson(function, "arguments"),
            AdditionalProperties = CallFields.Rest(call),
            FunctionProperties = function.ValueKind == JsonValueKind.Object ? FunctionFields.Rest(function) : new(),
        };
    }
}
