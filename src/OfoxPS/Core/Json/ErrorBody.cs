using System.Linq;
using System.Text.Json;

namespace OfoxPS.Core.Json;

/// <summary>An error as a server words it, in any of the shapes that servers use.</summary>
internal sealed record ErrorBody(string Message, string? Type, string? Code)
{
    /// <summary>It stood in a field <c>error</c>, or in an object that calls itself one, as only this API writes it.</summary>
    public bool IsOfApi { get; init; }

    /// <summary>The error in a body; null if the body is none.</summary>
    public static ErrorBody? Parse(string text)
    {
        try
        {
            return TolerantJson.Read(text, Read);
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
            return Read(root[0]);
        }

        if (JsonRead.Field(root, "error") is { } error && !(IsEmpty(error) && JsonRead.Field(root, "choices") is not null))
        {
            return error.ValueKind switch
            {
                JsonValueKind.Object => FromObject(error) with { IsOfApi = true },
                JsonValueKind.False => null,
                _ => FromWords(error, root) with { IsOfApi = true },
            };
        }

        if (JsonRead.Field(root, "choices") is { } choices)
        {
            return OfChoices(choices);
        }

        if (JsonRead.Field(root, "detail") is { } detail)
        {
            return new ErrorBody(Details(detail), null, null);
        }

        return JsonRead.Text(root, "message") is not null ? FromObject(root) with { IsOfApi = JsonRead.Text(root, "object") == "error" } : null;
    }

    // A provider behind the gateway that failed: the status stays 200, and the choice has an error or names it as its end.
    private static ErrorBody? OfChoices(JsonElement choices)
    {
        foreach (JsonElement choice in choices.ValueKind == JsonValueKind.Array ? choices.EnumerateArray() : Enumerable.Empty<JsonElement>())
        {
            if (JsonRead.Field(choice, "error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error && !IsEmpty(error))
            {
                return Read(choice);
            }

            if (JsonRead.Text(choice, "finish_reason") == "error")
            {
                return new ErrorBody("the provider of the model failed (finish reason error)", null, null);
            }
        }

        return null;
    }

    private static bool IsEmpty(JsonElement error) =>
        error.ValueKind == JsonValueKind.False
        || (error.ValueKind == JsonValueKind.String && error.GetString()!.Length == 0)
        || (error.ValueKind == JsonValueKind.Object && !error.EnumerateObject().Any());

    // A word or a flag, with the sentence beside it.
    private static ErrorBody FromWords(JsonElement error, JsonElement root)
    {
        string? word = error.ValueKind == JsonValueKind.String ? error.GetString() : null;
        string? message = JsonRead.Text(root, "message");
        string words = string.Join(": ", new[] { word, message }.Where(static part => !string.IsNullOrEmpty(part)).Distinct());
        return new ErrorBody(words.Length > 0 ? words : error.GetRawText(), JsonRead.Text(root, "type"), JsonRead.Text(root, "code"));
    }

    private static ErrorBody FromObject(JsonElement error) => new(
        JsonRead.Text(error, "message") ?? error.GetRawText(),
        JsonRead.Text(error, "type"),
        JsonRead.Text(error, "code"));


    // One sentence, or a list of what is wrong with which field.
    private static string Details(JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.String => detail.GetString()!,
        JsonValueKind.Array => string.Join("; ", detail.EnumerateArray().Select(
            static item => JsonRead.Text(item, "msg") ?? item.GetRawText())),
        _ => detail.GetRawText(),
    };
}
