using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// Reads content that is a string or an array of parts. Parts of text have type text in this API; those of others, such as output_text
/// of the Responses API or text_delta of Anthropic, become the same. A part that is a refusal becomes the refusal of the message.
/// </summary>
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
        List<ChatContentPart> parts = [];
        foreach (JsonElement part in content.EnumerateArray())
        {
            if (RefusalOf(part) is { } refusal)
            {
                delta.Refusal += refusal;
            }
            else
            {
                parts.Add(ReadPart(part));
            }
        }

        delta.Content = ChatContentPart.TextOf(parts);

        // Parts that are all plain text are kept as the text alone.
        if (parts.Any(static part => part.Type != "text" || part.Fields.Any))
        {
            delta.Parts = [.. parts];
        }
    }

    private static string? RefusalOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && JsonRead.Text(part, "type") == "refusal" ? JsonRead.Piece(part, "refusal") : null;

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
        if (result.Text is not null && result.Type.IndexOf("text", StringComparison.OrdinalIgnoreCase) >= 0
            && !Thinking.IsThinking(result.Type))
        {
            result.Type = "text";
        }

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
