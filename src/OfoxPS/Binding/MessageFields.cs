using System.Collections;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Binding;

/// <summary>The nested fields of a message written by hand, in the API's words.</summary>
internal static class MessageFields
{
    /// <summary>Text as it is; a list as parts.</summary>
    public static object? Content(object? value) => value switch
    {
        null or string => value,
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
                // Saved with too little depth: enough to be shown, not to be sent.
                return new ChatToolCall { Name = text };
        }

        OrderedDictionary fields = Fields(value, "A tool call");
        OrderedDictionary function = fields["function"] as OrderedDictionary ?? fields;
        return new ChatToolCall(
            fields["id"] as string ?? string.Empty,
            function["name"] as string ?? string.Empty,
            function["arguments"] as string ?? fields["ArgumentsJson"] as string ?? string.Empty);
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

        OrderedDictionary fields = Fields(value, "A content part");
        ChatContentPart result = new() { Type = fields["type"] as string ?? "text", Text = fields["text"] as string };
        if (fields["image_url"] is OrderedDictionary image)
        {
            result.ImageUrl = image["url"] as string;
            result.Detail = image["detail"] as string;
        }

        foreach (string name in fields.Keys)
        {
            if (name is not ("type" or "text") && !(name == "image_url" && result.ImageUrl is not null))
            {
                result.AdditionalProperties[name] = fields[name];
            }
        }

        return result;
    }

    private static OrderedDictionary Fields(object? value, string what) =>
        PlainReader.Exact(value, "Message") as OrderedDictionary
        ?? throw new ArgumentTransformationMetadataException($"{what} is a hashtable in the words of the API.");
}
