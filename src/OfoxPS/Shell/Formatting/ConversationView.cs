using System.ComponentModel;
using System.Linq;

namespace OfoxPS.Shell.Formatting;

/// <summary>The text of a conversation in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConversationView
{
    /// <summary>Who said what, and what it has cost.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Conversation(OfoxConversation conversation, object? style)
    {
        string?[] facts =
        [
            conversation.Model, conversation.ToString(), conversation.Usage?.ToString(), conversation.IsInterrupted ? "interrupted" : null,
        ];
        return string.Concat(conversation.Messages.Select(message => $"{MessageView.Speaker(message, style)}\n{MessageView.Message(message)}\n\n"))
            + ViewText.Dim("  " + string.Join(ViewText.Separator, facts.Where(static fact => fact is not null)), style) + "\n";
    }
}
