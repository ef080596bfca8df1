using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>A message as it is, in the words of the API: for files and records, by the writer of requests.</summary>
internal static class MessageJson
{
    /// <summary>The JSON of a message, with a text in place of the bytes of what is sent from here; null leaves it out.</summary>
    public static string ToText(ChatMessage message, Func<ChatMedia, string?> urlOf)
    {
        using JsonBuffer buffer = JsonBuffer.Take();
        MessageWriter writer = new(buffer.Json, (name, media) =>
        {
            if (urlOf(media) is { } url)
            {
                buffer.Json.WriteString(name, url);
            }
        });
        writer.Write(message, form: null, $"The {message.Role} message");
        buffer.Json.Flush();
        return Encoding.UTF8.GetString(buffer.Bytes.GetBuffer(), 0, (int)buffer.Bytes.Length);
    }

    /// <summary>The same as a tree.</summary>
    public static OrderedDictionary ToJsonTree(ChatMessage message, Func<ChatMedia, string?> urlOf) =>
        JsonTree.ParseObject(ToText(message, urlOf))!;
}
