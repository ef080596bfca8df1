using System.Collections;
using System.Collections.Specialized;
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

    /// <summary>
    /// The model's reasoning as text, where the server sends one: in a field (<c>reasoning_content</c>, <c>reasoning</c> and their kin),
    /// as a part of the content, or between tags such as <c>&lt;think&gt;</c> at its beginning. It is never part of the text of
    /// <see cref="Content"/>.
    /// </summary>
    public string? Reasoning => Thinking.Of(ref Fields, Content is string ? [] : Parts, TaggedThinking.TextOf(Tagged));

    /// <summary>Its pictures, in their order: those that were sent, or those of the answer; empty if none.</summary>
    public ChatMedia[] Images => AnswerMedia.ImagesOf(this);

    /// <summary>The sound of the answer, with what is said in it (wire field <c>audio</c>); null if there is none.</summary>
    public ChatMedia? Audio => AnswerMedia.AudioOf(this);

    /// <summary>
    /// The sources that the answer names, each once (wire fields <c>annotations</c>, <c>citations</c>, <c>search_results</c>); empty if
    /// none.
    /// </summary>
    public ChatCitation[] Citations => OfoxPS.CitationReader.Of(this);

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>
    /// The model that was asked when a server wrote this message; null for a message of your own. Reasoning and signatures go back to this
    /// model only.
    /// </summary>
    public string? Model { get; set; }

    /// <summary>Where it was written, as far as that is known; it is no part of the message and is kept in no file.</summary>
    internal CallOrigin? Origin { get; set; }

    /// <summary>A server wrote this message, so its extra fields go back only where servers want them.</summary>
    internal bool Received => Model is not null;

    /// <summary>The thinking that its text began with, with its tags, as it came; null where there was none.</summary>
    internal string? Tagged { get; set; }

    /// <summary>It came from a file or a job that had kept only the text of its parts or calls.</summary>
    internal bool IsRemains { get; set; }

    /// <summary>The content as parts, whichever form it has.</summary>
    internal IReadOnlyList<ChatContentPart> Parts => Content switch
    {
        null => [],
        string text => [ChatContentPart.FromText(text)],
        IReadOnlyList<ChatContentPart> parts => parts,
        IEnumerable items =>
            [.. items.Cast<object?>().Select(static item => item as ChatContentPart ?? ChatContentPart.FromText($"{item}"))],
        _ => [ChatContentPart.FromText(Content.ToString() ?? string.Empty)],
    };

    internal ChatMessage Copy() => (ChatMessage)MemberwiseClone();

    /// <summary>The text of the message, without its images.</summary>
    public override string ToString() => Content as string ?? ChatContentPart.TextOf(Parts);
}
