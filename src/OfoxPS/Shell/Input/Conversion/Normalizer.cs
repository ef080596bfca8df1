using System.Collections.Specialized;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Removes PSObject wrappers from tools and messages that a script has made, because only plain values can be written as JSON. The script's
/// own objects are not changed.
/// </summary>
internal static class Normalizer
{
    /// <exception cref="OfoxException">It holds a value that cannot be sent.</exception>
    public static ChatTool Plain(ChatTool tool)
    {
        ChatTool plain = tool.Copy();
        plain.Schema = Exact(tool.Schema, "Tool");
        plain.OuterProperties = Exact(tool.OuterProperties, "Tool")!;
        plain.AdditionalProperties = Exact(tool.AdditionalProperties, "Tool")!;
        return plain;
    }

    /// <exception cref="OfoxException">It holds a value that cannot be sent.</exception>
    public static ChatMessage Plain(ChatMessage message)
    {
        if (message is null || Array.IndexOf(message.ToolCalls, null) >= 0
            || (message.Content is ChatContentPart[] parts && Array.IndexOf(parts, null) >= 0))
        {
            throw Failure.InvalidArgument("A message, a part of its content or one of its tool calls is $null");
        }

        bool isPlain = message.Content is null or string or ChatContentPart[];
        if (isPlain && !message.Fields.Any)
        {
            return message;
        }

        ChatMessage plain = message.Copy();
        plain.Content = isPlain ? message.Content : MessageFields.Content(Unwrap.Value(message.Content));
        plain.AdditionalProperties = Exact(message.AdditionalProperties, "Message")!;
        return plain;
    }

    private static OrderedDictionary? Exact(OrderedDictionary? fields, string parameter) =>
        (OrderedDictionary?)JsonTreeReader.Exact(fields, parameter);
}
