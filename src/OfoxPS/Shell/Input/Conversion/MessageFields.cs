using System.Collections;
using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Reads the nested fields of a message that a user has written with the names of the API.</summary>
internal static class MessageFields
{
    /// <summary>The content: text, or a list of parts.</summary>
    public static object? Content(object? value) => value switch
    {
        null or string => value,
        StringBuilder or StringWriter => value.ToString(),
        IEnumerable and not IDictionary => Unwrap.Items(value).Select(Part).ToArray(),
        _ => new[] { Part(value) },
    };

    public static ChatToolCall ToolCall(object? value)
    {
        switch (value)
        {
            case ChatToolCall call:
                return call;
            case string text:
                // A call that was saved with too little depth is text: enough to be shown, not to be sent.
                return new ChatToolCall { Name = text };
        }

        ChatToolCall result = new();
        foreach (DictionaryEntry field in Fields(value, "A tool call"))
        {
            ReadCall(result, (string)field.Key, field.Value);
        }

        return result;
    }

    private static void ReadCall(ChatToolCall call, string name, object? value, bool inFunction = false)
    {
        switch (MessageReader.Plain(name))
        {
            case "id":
                call.Id = Text(value, name);
                break;
            case "type":
                call.Type = Text(value, name);
                break;
            case "function" when value is OrderedDictionary function:
                foreach (DictionaryEntry field in function)
                {
                    ReadCall(call, (string)field.Key, field.Value, inFunction: true);
                }

                break;
            case "name":
                call.Name = Text(value, name);
                break;
            case "argumentsjson":
                call.ArgumentsJson = Text(value, name);
                break;
            case "arguments" when call.ArgumentsJson.Length == 0:
                call.ArgumentsJson = value is OrderedDictionary ? JsonTreeWriter.ToText(value) : Text(value, name);
                break;
            case "arguments":
                break;
            case "input" when char.IsUpper(name[0]):
                // A property that is computed from a field of the API.
                break;
            case "additionalproperties":
                Merge(call.AdditionalProperties, value);
                break;
            case "functionproperties":
                Merge(call.FunctionProperties, value);
                break;
            default:
                (inFunction ? call.FunctionProperties : call.AdditionalProperties)[name] = value;
                break;
        }
    }

    private static ChatContentPart Part(object? value)
    {
        switch (value)
        {
            case ChatContentPart part:
                return part;
            case string text:
                return ChatContentPart.FromText(text);
        }

        ChatContentPart result = new();
        foreach (DictionaryEntry field in Fields(value, "A content part"))
        {
            ReadPart(result, (string)field.Key, field.Value);
        }

        return result;
    }

    private static void ReadPart(ChatContentPart part, string name, object? value)
    {
        switch (MessageReader.Plain(name))
        {
            case "type":
                part.Type = Text(value, name);
                break;
            case "text":
                part.Text = value is null ? null : Text(value, name);
                break;
            case "detail":
                part.Detail = value as string;
                break;
            case "imageurl" when value is OrderedDictionary image:
                foreach (DictionaryEntry field in image)
                {
                    ReadPart(
                        part, "url".Equals((string)field.Key, StringComparison.OrdinalIgnoreCase) ? "imageurl" : (string)field.Key,
                        field.Value);
                }

                break;
            case "imageurl":
                part.ImageUrl = value as string;
                break;
            case "media" when value is IDictionary media && media["Bytes"] is string data
                && Base64Text.Bytes(data) is { Length: > 0 } bytes && MediaFormat.OfSent(bytes) is not null:
                part.Media = ChatMedia.FromSaved(MediaFormat.OfSent(bytes)!.MediaType, bytes, media["Name"] as string);
                break;
            case "media" or "image" when value is not null:
                throw Failure.InvalidArgument(
                    "A saved message contains only the name of its file. Make the message again with New-OfoxMessage -Attachment.");
            case "media" or "image":
                break;
            case "additionalproperties":
                Merge(part.AdditionalProperties, value);
                break;
            default:
                part.AdditionalProperties[name] = value;
                break;
        }
    }

    /// <summary>Adds fields without a property of their own, from AdditionalProperties of a deserialised object.</summary>
    public static void Merge(OrderedDictionary target, object? fields)
    {
        foreach (DictionaryEntry field in fields as OrderedDictionary ?? new OrderedDictionary())
        {
            target[field.Key] = field.Value;
        }
    }

    private static string Text(object? value, string name) => value switch
    {
        string text => text,
        null => string.Empty,
        _ => throw Failure.InvalidArgument($"'{name}' of a message is not a string."),
    };

    private static OrderedDictionary Fields(object? value, string what) =>
        JsonTreeReader.Exact(value, "Message") as OrderedDictionary
        ?? throw Failure.InvalidArgument($"{what} must be a hashtable with the field names of the API.");
}
