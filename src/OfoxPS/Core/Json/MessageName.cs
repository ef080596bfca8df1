namespace OfoxPS.Core.Json;

/// <summary>What an error calls a message of a request. The text is made only where there is an error: requests have thousands.</summary>
/// <param name="messages">The messages of the request.</param>
internal sealed class MessageName(IReadOnlyList<ChatMessage> messages)
{
    /// <summary>The place of the message that is meant, from 0.</summary>
    public int Index { get; set; }

    public override string ToString() => messages.Count == 1 ? $"The {messages[Index].Role} message"
        : $"Message {Index + 1} of {messages.Count} ({messages[Index].Role})";
}
