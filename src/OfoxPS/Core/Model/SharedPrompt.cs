using System.Text.RegularExpressions;

namespace OfoxPS;

/// <summary>
/// The part of the prompt that all requests of a run have in common (<c>-CachePrompt</c>). It only changes how the request is sent: its
/// messages stay as they are, and the key of a checkpoint is the same without it.
/// </summary>
internal sealed record SharedPrompt
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Ids of gateways (anthropic/claude-opus-4, bedrock/...), of Anthropic (claude-opus-4-1) and of Bedrock (us.anthropic.claude-...,
    // amazon.nova-pro).
    private static readonly Regex Marked = new(@"claude|(^|[/.])(anthropic|bedrock|amazon)[/.]", Options);
    private static readonly Regex Keyed = new(@"^(openai|azure)/|^(gpt-|chatgpt-|o\d)", Options);

    /// <summary>How the provider is told.</summary>
    public required CacheMark Mark { get; init; }

    /// <summary>The value of <c>prompt_cache_key</c>; null where none is sent.</summary>
    public string? Key { get; init; }

    /// <summary>How many messages after the instructions are shared as a whole.</summary>
    public int Messages { get; init; }

    /// <summary>The message of the prompt, which is sent as <see cref="Sent"/>; null where it is sent as it is.</summary>
    public ChatMessage? Message { get; init; }

    /// <summary>The same message with its shared parts first; null where it is sent as it is.</summary>
    public ChatMessage? Sent { get; init; }

    /// <summary>How many parts of <see cref="Sent"/> are shared.</summary>
    public int Parts { get; init; }

    /// <summary>How the provider of a model is told.</summary>
    public static CacheMark MarkOf(string model) =>
        Marked.IsMatch(model) ? CacheMark.Part : Keyed.IsMatch(model) ? CacheMark.Key : CacheMark.None;

    /// <summary>A message as it is sent.</summary>
    public ChatMessage FormOf(ChatMessage message) => Sent is not null && ReferenceEquals(message, Message) ? Sent : message;

    /// <summary>The message with the last shared part, by its place; -1 where none is to be marked.</summary>
    public int MarkedMessage(IReadOnlyList<ChatMessage> messages)
    {
        if (Mark != CacheMark.Part)
        {
            return -1;
        }

        bool hasInstructions = messages[0].Role is "system" or "developer";
        int last = Messages - (hasInstructions ? 0 : 1);
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if ((Parts > 0 && ReferenceEquals(messages[i], Message)) || (i <= last && CanBeMarked(messages[i])))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>How many parts of a marked message stand before the mark.</summary>
    public int PartsBeforeMark(ChatMessage message) =>
        Parts > 0 && ReferenceEquals(message, Message) ? Parts : Math.Max(1, message.Parts.Count);

    // Anthropic refuses the mark on an empty text and on thinking; a tool's answer is a plain text to most servers.
    private static bool CanBeMarked(ChatMessage message)
    {
        IReadOnlyList<ChatContentPart> parts = message.Parts;
        return message is { Role: not "tool", Tagged: null } && parts.Count > 0
            && (parts[parts.Count - 1].Type != "text" || !string.IsNullOrWhiteSpace(parts[parts.Count - 1].Text))
            && !parts.Any(static part => Thinking.IsThinking(part.Type));
    }
}
