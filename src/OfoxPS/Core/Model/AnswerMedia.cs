using System.Collections;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>
/// Where servers put the pictures and the sound of an answer: parts of the content, <c>images</c> of the message (OpenRouter, LiteLLM), and
/// <c>audio</c> (OpenAI). All spellings are listed here.
/// </summary>
internal static class AnswerMedia
{
    private const string Data = "data:";

    // Proxies of Gemini write pictures into the text.
    private static readonly Regex InText = new(
        @"!\[[^\]\n]{0,1000}\]\((?<url>data:image/[\w.+-]{1,50};base64,[A-Za-z0-9+/=_-]+)\)", RegexOptions.CultureInvariant);

    /// <summary>The pictures of a message, in their order.</summary>
    public static ChatMedia[] ImagesOf(ChatMessage message)
    {
        List<ChatMedia> images = [];
        foreach (ChatContentPart part in message.Content is null or string ? [] : message.Parts)
        {
            if (part.Media is { Kind: MediaKind.Image } sent)
            {
                images.Add(sent);
            }
            else if (part.ImageUrl is { } url)
            {
                images.Add(Image(url, null));
            }
            else if (part.Type is "image" or "output_image" or "image_url" && Read(part.AdditionalProperties) is { } image)
            {
                images.Add(image);
            }
        }

        if (message is { Role: "assistant", Content: string text } && text.Contains("](data:image/"))
        {
            images.AddRange(InText.Matches(text).Cast<Match>().Select(static match => Image(match.Groups["url"].Value, null)));
        }

        if (message.Fields["images"] is IEnumerable items and not string)
        {
            images.AddRange(items.Cast<object?>().Select(Read).OfType<ChatMedia>());
        }

        return [.. images];
    }

    /// <summary>The sound of a message; null where it has none.</summary>
    public static ChatMedia? AudioOf(ChatMessage message) => message.Fields["audio"] is not IDictionary fields ? null
        : ChatMedia.FromText(
            MediaKind.Audio, Text(fields, "data") ?? string.Empty, 0, MediaTypeOf(Text(fields, "format")), Text(fields, "transcript"),
            Text(fields, "id"));

    /// <summary>The id by which a server that has made a sound still knows it; null where it has none, or has let go of it.</summary>
    public static string? AudioIdOf(ChatMessage message) =>
        message.Fields["audio"] is IDictionary fields && Text(fields, "id") is { Length: > 0 } id
        && !(fields["expires_at"] is long end && end <= DateTimeOffset.UtcNow.ToUnixTimeSeconds()) ? id : null;

    /// <summary>What is said in the sound of a message; null where it has none.</summary>
    public static string? TranscriptOf(ChatMessage message) =>
        message.Fields["audio"] is IDictionary fields ? Text(fields, "transcript") : null;

    private static ChatMedia? Read(object? item) => item switch
    {
        string text => Image(text, null),
        IDictionary fields when fields["image_url"] is { } inner => Read(inner),
        IDictionary fields when Text(fields, "url") is { } url => Image(url, Text(fields, "mime_type")),
        IDictionary fields when (Text(fields, "b64_json") ?? Text(fields, "data") ?? Text(fields, "image")) is { } data =>
            Image(data, Text(fields, "mime_type") ?? Text(fields, "media_type")),
        _ => null,
    };

    // An address, a data URL, or base64 alone.
    private static ChatMedia Image(string text, string? type)
    {
        if (!text.StartsWith(Data, StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
                ? ChatMedia.FromUri(address)
                : ChatMedia.FromText(MediaKind.Image, text, 0, type);
        }

        int comma = text.IndexOf(',');
        string head = text.Substring(Data.Length, (comma < 0 ? text.Length : comma) - Data.Length);
        return ChatMedia.FromText(MediaKind.Image, text, comma < 0 ? text.Length : comma + 1, head.Split(';')[0].Trim());
    }

    private static string? MediaTypeOf(string? format) => format is null ? null : "audio/" + (format == "mp3" ? "mpeg" : format);

    private static string? Text(IDictionary fields, string name) => fields[name] as string;
}
