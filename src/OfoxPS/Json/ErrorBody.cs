using System.Linq;
using System.Text.Json;

namespace OfoxPS.Json;

/// <summary>An error as a server words it, in any of the shapes that servers use.</summary>
internal sealed record ErrorBody(string Message, string? Type, string? Code)
{
    /// <summary>The error in a body; null if the body is none.</summary>
    public static ErrorBody? Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Read(document.RootElement);
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

        if (JsonRead.Field(root, "error") is { } error)
        {
            return error.ValueKind switch
            {
                JsonValueKind.Object => FromObject(error),
                JsonValueKind.String => new ErrorBody(error.GetString()!, JsonRead.Text(root, "type"), JsonRead.Text(root, "code")),
                JsonValueKind.False => null,
                _ => new ErrorBody(error.GetRawText(), null, null),
            };
        }

        if (JsonRead.Field(root, "choices") is not null)
        {
            return null;
        }

        if (JsonRead.Field(root, "detail") is { } detail)
        {
            return new ErrorBody(Details(detail), null, null);
        }

        return JsonRead.Text(root, "message") is not null ? FromObject(root) : null;
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
