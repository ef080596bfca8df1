using System.Collections.Specialized;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Removes PSObject wrappers from tools and messages that a script has made, because only plain values can be written as JSON. The script's
/// own objects are not changed.
/// </summary>
internal static class Normalizer
{
    /// <exception cref="OfoxException">It holds a value that cannot be sent.</exception>
    public static ChatTool Plain(ChatTool tool) => new()
    {
        Name = tool.Name,
        Description = tool.Description,
        Schema = Exact(tool.Schema, "Tool"),
        Strict = tool.Strict,
        OuterProperties = Exact(tool.OuterProperties, "Tool")!,
        AdditionalProperties = Exact(tool.AdditionalProperties, "Tool")!,
        Runner = tool.Runner,
    };

    /// <exception cref="OfoxException">It holds a value that cannot be sent.</exception>
    public static ChatMessage Plain(ChatMessage message)
    {
        if (message is null || Array.IndexOf(message.ToolCalls, null) >= 0
            || (message.Content is ChatContentPart[] parts && Array.IndexOf(parts, null) >= 0))
        {
            throw Failure.InvalidArgument("A message, a part of its content or one of its tool calls is $null");
        }

        bool isPlain = message.Content is null or string or ChatContentPart[];
        return isPlain && !message.Fields.Any ? message : new ChatMessage
        {
            Role = message.Role,
            Content = isPlain ? message.Content : MessageFields.Content(Unwrap.Value(message.Content)),
            Name = message.Name,
            ToolCalls = message.ToolCalls,
            ToolCallId = message.ToolCallId,
            Refusal = message.Refusal,
            AdditionalProperties = Exact(message.AdditionalProperties, "Message")!,
            Model = message.Model,
            Tagged = message.Tagged,
            Origin = message.Origin,
            IsRemains = message.IsRemains,
        };
    }

    private static OrderedDictionary? Exact(OrderedDictionary? fields, string parameter) =>
        (OrderedDictionary?)JsonTreeReader.Exact(fields, parameter);
}
