using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>Reads content that is a string or an array of parts.</summary>
internal static class ContentReader
{
    private static readonly KnownFields PartFields = new("type", "text", "image_url");
    private static readonly KnownFields ImageFields = new("url", "detail");

    public static void Read(ref JsonCursor cursor, ChatDelta delta)
    {
        (delta.Content, delta.Parts) = (null, []);
        switch (cursor.Type)
        {
            case JsonTokenType.StartArray:
                ReadParts(cursor.ToElement(), delta);
                break;
            case JsonTokenType.StartObject:
                delta.Content = cursor.ToElement().GetRawText();
                break;
            default:
                delta.Content = cursor.ToPiece();
                break;
        }
    }

    private static void ReadParts(JsonElement content, ChatDelta delta)
    {
        ChatContentPart[] parts = [.. content.EnumerateArray().Select(ReadPart)];
        delta.Content = ChatContentPart.TextOf(parts);

        // Parts that are all plain text are kept as the text alone.
        if (parts.Any(static part => part.Type != "text" || part.Fields.Any))
        {
            delta.Parts = parts;
        }
    }

    private static ChatContentPart ReadPart(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            return ChatContentPart.FromText(part.ValueKind == JsonValueKind.String ? JsonTree.Piece(part) : part.GetRawText());
        }

        ChatContentPart result = new()
        {
            Type = JsonRead.Text(part, "type") ?? "text",
            Text = JsonRead.Piece(part, "text"),
            Fields = LazyFields.Of(PartFields.Rest(part)),
        };
        if (JsonRead.Field(part, "image_url") is { ValueKind: JsonValueKind.Object } image
            && ImageFields.Rest(image) is null)
        {
            result.ImageUrl = JsonRead.Text(image, "url");
            result.Detail = JsonRead.Text(image, "detail");
        }
        else if (JsonRead.Field(part, "image_url") is { } other)
        {
            result.AdditionalProperties["image_url"] = JsonTree.FromElement(other);
        }

        return result;
    }
}
