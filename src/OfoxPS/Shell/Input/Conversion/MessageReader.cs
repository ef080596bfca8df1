using System.Collections;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Reads messages: message objects, completions (their conversation), hashtables with the fields of the API, and text (a user
/// message).
/// </summary>
internal static class MessageReader
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool"];

    // The fields of a message, as the API and as ChatMessage name them, without underscores.
    private static readonly HashSet<string> MessageFieldNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "role", "content", "name", "toolcalls", "toolcallid", "functioncall", "refusal", "reasoning", "reasoningcontent",
        "reasoningdetails",
        "annotations", "audio", "images", "citations", "searchresults", "additionalproperties", "model",
    };

    // What is read into properties; everything else is kept as it is.
    private static readonly Dictionary<string, Action<ChatMessage, object?>> Readers = new()
    {
        ["role"] = static (message, value) => message.Role = RoleOf(value),
        ["content"] = static (message, value) => message.Content = MessageFields.Content(value),
        ["name"] = static (message, value) => message.Name = value as string,
        ["toolcalls"] = static (message, value) => message.ToolCalls = [.. Unwrap.Items(value).Select(MessageFields.ToolCall)],
        ["toolcallid"] = static (message, value) => message.ToolCallId = value as string,
        ["refusal"] = static (message, value) => message.Refusal = value as string,
        ["model"] = static (message, value) => message.Model = value as string,
        ["additionalproperties"] = static (message, value) =>
            MessageFields.Merge(message.AdditionalProperties, JsonTreeReader.Exact(value, "Message")),
    };

    /// <summary>
    /// Recognises a message, or a list of messages, as an object with role and content and no fields that a message does not have.
    /// Any other object is data.
    /// </summary>
    /// <returns>The messages; null if the value is something else.</returns>
    /// <exception cref="OfoxException">A field of a message is not valid in the API.</exception>
    public static ChatMessage[]? Recognize(object? value)
    {
        object? bare = Rehydration.Value(value);
        if (bare is ChatMessage message)
        {
            return [message];
        }

        if (bare is IList { Count: > 0 } list and not byte[])
        {
            return list.Cast<object?>().All(static item => IsMessage(Rehydration.Value(item)))
                ? [.. list.Cast<object?>().Select(static item => Read(Rehydration.Value(item)).Single())]
                : null;
        }

        return IsMessage(bare) ? [Read(bare).Single()] : null;
    }

    /// <summary>The messages that a value stands for.</summary>
    public static IEnumerable<ChatMessage> Read(object? value) => value switch
    {
        ChatMessage message => [message],
        ChatCompletion { IsRemains: true } => throw Failure.InvalidArgument(
            "The conversation of this completion was lost when it came from a job or a file. In the job, write $r.Conversation; "
                + "to a file, Export-Clixml -Depth 6."),
        ChatCompletion { Conversation.Length: > 0 } completion => completion.Conversation,
        ChatCompletion { Message: { } only } => [only],
        OfoxConversation conversation => conversation.Messages,
        ChatCompletion => [],
        string text => [new ChatMessage("user", text)],
        _ when NamedFields.Of(value) is { } fields => [FromFields(fields)],
        _ => throw Failure.InvalidArgument(
            "A message must be a ChatMessage (New-OfoxMessage), a hashtable with role and content, or a string."),
    };

    // Only names are looked at first, because reading a property of any other object may fail or be slow.
    private static bool IsMessage(object? value)
    {
        if (value is ChatMessage)
        {
            return true;
        }

        string[] names = value switch
        {
            IDictionary dictionary => [.. dictionary.Keys.Cast<object>().Select(static key => $"{key}")],
            PSObject { BaseObject: PSCustomObject } loose => [.. ObjectProperties.Own(loose).Select(static property => property.Name)],
            _ => [],
        };
        string? role = names.FirstOrDefault(static name => name.Equals("role", StringComparison.OrdinalIgnoreCase));
        return role is not null
            && names.All(static name => MessageFieldNames.Contains(Plain(name)))
            && names.Any(static name => Plain(name) is "content" or "toolcalls")
            && Unwrap.Value(value is IDictionary fields ? fields[role] : ((PSObject)value!).Properties[role].Value) is string who
            && Roles.Contains(who.ToLowerInvariant());
    }

    /// <summary>The name of a field without underscores and case: the API writes tool_call_id, PowerShell ToolCallId.</summary>
    public static string Plain(string name) => name.Replace("_", string.Empty).ToLowerInvariant();

    // Whether it is a property of ChatMessage whose value comes from other fields.
    private static bool IsComputed(string plain, string name) =>
        plain == "parts" || (plain is "images" or "audio" or "citations" && char.IsUpper(name[0]));

    private static ChatMessage FromFields((string Name, object? Value)[] fields)
    {
        if (!fields.Any(static field => field.Name.ToLowerInvariant() is "role" or "content"))
        {
            throw Failure.InvalidArgument("A message must have a role or content. The object has neither.");
        }

        ChatMessage message = new();
        string? reasoning = null;
        foreach ((string name, object? value) in fields)
        {
            string plain = Plain(name);
            if (Readers.TryGetValue(plain, out Action<ChatMessage, object?>? read))
            {
                read(message, value);
            }
            else if (plain == "reasoning" && char.IsUpper(name[0]))
            {
                // The property of a message that was deserialised; the field of the API is written in lower case.
                reasoning = value as string;
            }
            else if (!IsComputed(plain, name))
            {
                message.AdditionalProperties[name] = JsonTreeReader.Exact(value, "Message");
            }
        }

        if (message is { Received: true, Content: null or string })
        {
            RestoreThinking(message, reasoning);
        }

        return message;
    }

    // A deserialised message has the reasoning of the model in a property, so it is put back into the text, where the model wrote
    // it between tags.
    private static void RestoreThinking(ChatMessage message, string? reasoning)
    {
        if (message.Content is string text)
        {
            message.Content = TaggedThinking.Without(text, out string? tagged);
            message.Tagged = tagged;
        }

        if (message.Tagged is null && reasoning is { Length: > 0 } && message.Reasoning is not { Length: > 0 })
        {
            message.Tagged = $"{Thinking.Tags[0].Open}\n{reasoning}\n{Thinking.Tags[0].Close}\n\n";
        }
    }

    private static string RoleOf(object? value) =>
        value is string role && Roles.Contains(role.ToLowerInvariant())
            ? role.ToLowerInvariant()
            : throw Failure.InvalidArgument(
                $"The role '{value}' does not exist. Roles are {string.Join(", ", Roles)}.");
}
