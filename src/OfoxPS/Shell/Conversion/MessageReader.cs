using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Conversion;

/// <summary>What stands for messages: messages, completions (their conversation), hashtables in the API's words, and text (a user message).</summary>
internal static class MessageReader
{
    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];

    /// <summary>The messages that a value stands for.</summary>
    public static IEnumerable<ChatMessage> Read(object? value) => value switch
    {
        ChatMessage message => [message],
        ChatCompletion { IsRemains: true } => throw new ArgumentTransformationMetadataException(
            "The conversation of this completion was lost when it came from a job or a file. In the job, write $r.Conversation; to a file, Export-Clixml -Depth 6."),
        ChatCompletion { Conversation.Length: > 0 } completion => completion.Conversation,
        ChatCompletion { Message: { } only } => [only],
        ChatCompletion => [],
        string text => [new ChatMessage("user", text)],
        _ when NamedFields.Of(value) is { } fields => [FromFields(fields)],
        _ => throw new ArgumentTransformationMetadataException(
            "A message must be a ChatMessage (New-OfoxMessage), a hashtable with role and content, or a string."),
    };

    private static ChatMessage FromFields((string Name, object? Value)[] fields)
    {
        if (!fields.Any(static field => field.Name.ToLowerInvariant() is "role" or "content"))
        {
            throw new ArgumentTransformationMetadataException("A message must have a role or content. The object has neither.");
        }

        ChatMessage message = new();
        foreach ((string name, object? value) in fields)
        {
            switch (name.Replace("_", string.Empty).ToLowerInvariant())
            {
                case "role":
                    message.Role = RoleOf(value);
                    break;
                case "content":
                    message.Content = MessageFields.Content(value);
                    break;
                case "name":
                    message.Name = value as string;
                    break;
                case "toolcalls":
                    message.ToolCalls = [.. Unwrap.Items(value).Select(MessageFields.ToolCall)];
                    break;
                case "toolcallid":
                    message.ToolCallId = value as string;
                    break;
                case "refusal":
                    message.Refusal = value as string;
                    break;
                case "reasoning" or "additionalproperties" or "parts":
                    break;
                default:
                    message.AdditionalProperties[name] = JsonTreeReader.Exact(value, "Message");
                    break;
            }
        }

        return message;
    }

    private static string RoleOf(object? value) =>
        value is string role && Roles.Contains(role.ToLowerInvariant())
            ? role.ToLowerInvariant()
            : throw new ArgumentTransformationMetadataException($"The role '{value}' does not exist. Roles are {string.Join(", ", Roles)}.");
}
