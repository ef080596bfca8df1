using System.Text.Json;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Errors;

/// <summary>An error as a server words it, in any of the shapes that servers use.</summary>
internal sealed record ErrorBody(string Message, string? Type, string? Code)
{
    /// <summary>It stood in a field <c>error</c>, or in an object that calls itself one, as only this API writes it.</summary>
    public bool IsOfApi { get; init; }

    /// <summary>The whole body, or the data of the event, as it came; null where it was not read from JSON.</summary>
    public string? Raw { get; init; }

    /// <summary>
    /// Types, codes and reasons beside the first ones: those of <c>innererror</c>, of Google's <c>details</c> and the like.
    /// </summary>
    public IReadOnlyList<string> OtherWords { get; init; } = [];

    /// <summary>
    /// The fields of the request that the server names as the reason (<c>param</c>, FastAPI's <c>loc</c>, Google's <c>field</c>).
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The id of the request, where the body tells it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The error in the body of a status that is no success, whose JSON can only be an error; null if the body is none.</summary>
    public static ErrorBody? Parse(string text)
    {
        try
        {
            return TolerantJson.Read(text, static root => Read(root) ?? OfUnknown(root));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The error that a JSON value holds; null if it holds none.</summary>
    public static ErrorBody? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            return Read(root[0]) is { } first ? first with { Raw = root.GetRawText() } : null;
        }

        if (JsonRead.Field(root, "error") is { } error && !(IsEmpty(error) && JsonRead.Field(root, "choices") is not null))
        {
            return error.ValueKind switch
            {
                JsonValueKind.Object => Of(error, root) with { IsOfApi = true },
                JsonValueKind.False => null,
                _ => OfWord(error, root) with { IsOfApi = true },
            };
        }

        if (JsonRead.Field(root, "choices") is { } choices)
        {
            return OfChoices(choices);
        }

        return JsonRead.Field(root, "detail") is not null || JsonRead.Text(root, "message") is not null || IsMarked(root)
            ? Of(root, root) with { IsOfApi = JsonRead.Text(root, "object") == "error" }
            : null;
    }

    // A provider behind the gateway that failed: the status stays 200, and the choice has an error or names it as its end.
    private static ErrorBody? OfChoices(JsonElement choices)
    {
        foreach (
            JsonElement choice in choices.ValueKind == JsonValueKind.Array ? choices.EnumerateArray() : Enumerable.Empty<JsonElement>())
        {
            if (JsonRead.Field(choice, "error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error && !IsEmpty(error))
            {
                return Read(choice);
            }

            if (JsonRead.Text(choice, "finish_reason") is { } reason && FinishReasons.IsFailed(reason))
            {
                return new ErrorBody($"the provider of the model failed (finish reason {reason})", null, null);
            }
        }

        return null;
    }

    // Mistral writes {"object":"error","message":{"detail":[..]}}.
    private static bool IsMarked(JsonElement root) =>
        JsonRead.Text(root, "object") == "error"
            && JsonRead.Field(root, "message") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array };

    private static bool IsEmpty(JsonElement error) =>
        error.ValueKind == JsonValueKind.False
        || (error.ValueKind == JsonValueKind.String && error.GetString()!.Length == 0)
        || (error.ValueKind == JsonValueKind.Object && !error.EnumerateObject().Any());

    // Any object that has a text in one of the fields in which errors have theirs.
    private static ErrorBody? OfUnknown(JsonElement root) =>
        root.ValueKind != JsonValueKind.Object || JsonRead.Field(root, "choices") is not null || ErrorBodyText.Of(root).Text.Length == 0
            ? null : Of(root, root);

    // "error" is a word or true, and the sentence is in another field; or it is a list of sentences.
    private static ErrorBody OfWord(JsonElement error, JsonElement root) =>
        Filled(ErrorBodyText.Of(error, root), JsonRead.Text(root, "type"), JsonRead.Text(root, "code"), error, root);

    // Google's status is a word in capitals; that of problem+json is the HTTP status.
    private static ErrorBody Of(JsonElement error, JsonElement root)
    {
        string? status = JsonRead.Field(error, "status") is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;
        return Filled(ErrorBodyText.Of(error), JsonRead.Text(error, "type") ?? status, JsonRead.Text(error, "code"), error, root);
    }

    private static ErrorBody Filled(ErrorBodyText reasons, string? type, string? code, JsonElement error, JsonElement root) =>
        new(reasons.Text.Length > 0 ? reasons.Text : error.GetRawText(), type, code)
        {
            Raw = root.GetRawText(),
            OtherWords = reasons.Words,
            Fields = reasons.Fields,
            RequestId = JsonRead.Text(root, "request_id") ?? JsonRead.Text(error, "request_id") ?? JsonRead.Text(root, "requestId"),
        };
}
