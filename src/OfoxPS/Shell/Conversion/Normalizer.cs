using System;
using System.Collections.Specialized;
using System.Management.Automation;

namespace OfoxPS.Shell.Conversion;

/// <summary>Tools and messages that a script made itself may hold PowerShell's wrappings; what is sent must be plain.</summary>
internal static class Normalizer
{
    /// <exception cref="OfoxException">Something in it cannot be sent.</exception>
    public static ChatTool Plain(ChatTool tool)
    {
        tool.Schema = Exact(tool.Schema, "Tool");
        tool.AdditionalProperties = Exact(tool.AdditionalProperties, "Tool")!;
        return tool;
    }

    public static ChatMessage Plain(ChatMessage message)
    {
        if (message.Content is not (null or string or ChatContentPart[]))
        {
            message.Content = Checked(() => MessageFields.Content(Unwrap.Value(message.Content)));
        }

        if (message.AdditionalProperties.Count > 0)
        {
            message.AdditionalProperties = Exact(message.AdditionalProperties, "Message")!;
        }

        return message;
    }

    private static OrderedDictionary? Exact(OrderedDictionary? fields, string parameter) =>
        Checked(() => (OrderedDictionary?)JsonTreeReader.Exact(fields, parameter));

    // Outside of parameter binding the engine would not know what to make of its exception.
    public static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ArgumentTransformationMetadataException error)
        {
            throw Failure.InvalidArgument(error.Message, error);
        }
    }
}
