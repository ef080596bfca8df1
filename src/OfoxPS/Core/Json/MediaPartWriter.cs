using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>Writes the field of a content part that holds a picture, a document or a sound.</summary>
internal static class MediaPartWriter
{
    /// <summary>Writes the field, whose name is the type of the part; the bytes of what is sent from here are left to the caller.</summary>
    public static void Write(Utf8JsonWriter json, Action<string, ChatMedia> media, string field, ChatContentPart part, object what)
    {
        json.WriteStartObject(field);
        switch (part.Media)
        {
            case null:
                json.WriteString("url", WellFormed.CheckProse(part.ImageUrl!, $"The URL of an image in {what}"));
                break;
            case { Kind: MediaKind.Document } document:
                json.WriteString("filename", WellFormed.WithoutHalves(document.FileName));
                media("file_data", document);
                break;
            case { Kind: MediaKind.Audio } sound:
                media("data", sound);
                json.WriteString("format", sound.Format);
                break;
            case { } image:
                media("url", image);
                break;
        }

        if (part.Detail is not null && field == "image_url")
        {
            json.WriteString("detail", WellFormed.CheckProse(part.Detail, $"The detail of an image in {what}"));
        }

        json.WriteEndObject();
    }
}
