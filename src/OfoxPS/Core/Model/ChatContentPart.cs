using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>
/// One part of a message's content: a text, a picture, a document, a sound, or a part of a kind this version does not know.
/// </summary>
public sealed class ChatContentPart
{
    /// <summary>The kind (wire field <c>type</c>): text, image_url, file, input_audio, or whatever a server sent.</summary>
    public string Type { get; set; } = "text";

    /// <summary>The text of a text part.</summary>
    public string? Text { get; set; }

    /// <summary>The address of an image that the server fetches, or a data URL; null for an image sent from here.</summary>
    public string? ImageUrl { get; set; }

    /// <summary>A picture, document or sound sent from here: a file or bytes.</summary>
    public ChatMedia? Media { get; set; }

    /// <summary>How closely the model looks at the image: auto, low or high; null leaves it to the server (auto).</summary>
    public string? Detail { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>Makes a text part.</summary>
    /// <param name="text">The text.</param>
    public static ChatContentPart FromText(string text) => new() { Text = text };

    /// <summary>Makes a part of a picture, document or sound that is sent from here.</summary>
    /// <param name="media">What is sent.</param>
    /// <param name="detail">auto, low or high for a picture; null leaves it to the server.</param>
    /// <exception cref="OfoxException">It is of an answer, and empty or of a format that is not sent.</exception>
    public static ChatContentPart FromMedia(ChatMedia media, string? detail = null) => media.Uri is { } address
        ? FromImageUrl(address.OriginalString, detail)
        : new() { Type = media.PartType, Media = media.Sendable(), Detail = media.Kind == MediaKind.Image ? detail : null };

    /// <summary>Makes a part of an image that the server fetches.</summary>
    /// <param name="url">An http or https address, or a data URL.</param>
    /// <param name="detail">auto, low or high; null leaves it to the server.</param>
    public static ChatContentPart FromImageUrl(string url, string? detail = null) =>
        new() { Type = "image_url", ImageUrl = url, Detail = detail };

    internal static string TextOf(IEnumerable<ChatContentPart> parts) =>
        string.Concat(parts.Where(static part => part.Type == "text").Select(static part => part.Text));

    /// <summary>The text, or a few words that name what else it is.</summary>
    public override string ToString() => Type switch
    {
        "text" => Text ?? string.Empty,
        _ when Media is not null => Media.ToString(),
        "image_url" => $"[image {ImageUrl}]",
        _ => $"[{Type}]",
    };
}
