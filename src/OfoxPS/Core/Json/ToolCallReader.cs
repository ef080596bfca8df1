using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>Reads pieces of tool calls, or whole ones.</summary>
internal static class ToolCallReader
{
    private static readonly KnownFields CallFields = new("index", "id", "type", "function");
    private static readonly KnownFields FlatFields = new("index", "id", "type", "function", "name", "arguments");
    private static readonly KnownFields FunctionFields = new("name", "arguments");

    /// <param name="cursor">Stands at the array, or at the one call in its place.</param>
    /// <param name="isComplete">The calls are complete, so the place in the array tells them apart.</param>
    /// <exception cref="OfoxException">There are more than are accepted.</exception>
    public static ChatToolCallDelta[] Read(ref JsonCursor cursor, bool isComplete)
    {
        if (cursor.Type is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return [];
        }

        JsonElement calls = cursor.ToElement();
        bool isList = calls.ValueKind == JsonValueKind.Array;
        AnswerLimits.CheckCalls(isList ? calls.GetArrayLength() : 1);
        return [.. (isList ? calls.EnumerateArray() : Enumerable.Repeat(calls, 1))
            .Where(static call => call.ValueKind == JsonValueKind.Object)
            .Select((call, position) => ReadCall(call, isComplete ? position : null))];
    }

    /// <summary>
    /// The call in <c>function_call</c>, of which there is one in a message: a name and arguments; null where it is no object.
    /// </summary>
    public static ChatToolCallDelta[]? ReadFunction(ref JsonCursor cursor)
    {
        if (cursor.Type != JsonTokenType.StartObject)
        {
            return null;
        }

        JsonElement function = cursor.ToElement();
        return
        [
            new ChatToolCallDelta
            {
                Index = 0,
                Name = JsonRead.Text(function, "name"),
                ArgumentsJson = JsonRead.PieceOrJson(function, "arguments"),
                FunctionProperties = FunctionFields.Rest(function) ?? new(),
            },
        ];
    }

    private static ChatToolCallDelta ReadCall(JsonElement call, int? position)
    {
        // Some servers write name and arguments as fields of the call, without "function".
        bool isFlat = JsonRead.Field(call, "function") is null && JsonRead.Field(call, "name") is not null;
        JsonElement function = isFlat ? call : JsonRead.Field(call, "function") ?? default;
        return new ChatToolCallDelta
        {
            IsComplete = position is not null,
            Index = position ?? (int?)JsonRead.Integer(call, "index"),
            Id = JsonRead.Text(call, "id"),
            Type = JsonRead.Text(call, "type"),
            Name = JsonRead.Text(function, "name"),
            ArgumentsJson = JsonRead.PieceOrJson(function, "arguments"),
            AdditionalProperties = (isFlat ? FlatFields : CallFields).Rest(call) ?? new(),
            FunctionProperties = !isFlat && function.ValueKind == JsonValueKind.Object ? FunctionFields.Rest(function) ?? new() : new(),
        };
    }
}
