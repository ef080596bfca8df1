using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>One message of a conversation, in the words of the Chat Completions API.</summary>
public sealed class ChatMessage
{
    /// <summary>Creates an empty user message.</summary>
    public ChatMessage()
    {
    }

    /// <summary>Creates a message of text.</summary>
    /// <param name="role">system, user, assistant or tool.</param>
    /// <param name="content">The text; null only for an assistant that calls tools.</param>
    public ChatMessage(string role, string? content)
    {
        Role = role;
        Content = content;
    }

    /// <summary>Who speaks: system, user, assistant or tool.</summary>
    public string Role { get; set; } = "user";

    /// <summary>The text as a string, or an array of <see cref="ChatContentPart"/>; null when an assistant only calls tools.</summary>
    public object? Content { get; set; }

    /// <summary>The speaker's name (wire field <c>name</c>); null if none.</summary>
    public string? Name { get; set; }

    /// <summary>The calls an assistant asks for (wire field <c>tool_calls</c>); empty if none.</summary>
    public ChatToolCall[] ToolCalls { get; set => field = value ?? []; } = [];

    /// <summary>In a tool message: the id of the call it answers (wire field <c>tool_call_id</c>).</summary>
    public string? ToolCallId { get; set; }

    /// <summary>The model's refusal (wire field <c>refusal</c>); null if it did not refuse.</summary>
    public string? Refusal { get; set; }

    /// <summary>The model's reasoning as text, where the server sends one (<c>reasoning_content</c> or <c>reasoning</c>).</summary>
    public string? Reasoning =>
        Fields["reasoning_content"] as string ?? Fields["reasoning"] as string;

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties
    {
        get => Fields.Value;
        set => Fields.Value = value;
    }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>A server wrote this message, so its extra fields go back only where servers want them.</summary>
    internal bool Received { get; set; }

    /// <summary>It came from a file or a job that had kept only the text of its parts or calls.</summary>
    internal bool IsRemains { get; set; }

    /// <summary>The content as parts, whichever form it has.</summary>
    internal IReadOnlyList<ChatContentPart> Parts => Content switch
    {
        null => [],
        string text => [ChatContentPart.FromText(text)],
        IReadOnlyList<ChatContentPart> parts => parts,
        IEnumerable items => [.. items.Cast<object?>().Select(static item => item as ChatContentPart ?? ChatContentPart.FromText($"{item}"))],
        _ => [ChatContentPart.FromText(Content.ToString() ?? string.Empty)],
    };

    /// <summary>The text of the message, without its images.</summary>
    public override string ToString() => Content as string ?? ChatContentPart.TextOf(Parts);
}
