using System.ComponentModel;
using System.Linq;
using System.Management.Automation.Host;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Terminal;

namespace OfoxPS.Shell.Formatting;

/// <summary>The text of a conversation in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConversationView
{
    /// <summary>Who said what, and what it has cost.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="host">The host that the view may be for.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Conversation(OfoxConversation conversation, PSHost host, object? style)
    {
        HostTerminal? terminal = FormatTarget.IsHost() && !HostTerminal.IsTranscribing(host) ? HostTerminal.Of(host, style) : null;
        string?[] facts =
        [
            conversation.Model, conversation.ToString(), conversation.Usage?.ToString(), conversation.Cost is { } cost ? Money.Of(cost) : null,
            conversation.IsInterrupted ? "interrupted" : null,
        ];
        return string.Concat(conversation.Messages.Select(message => $"{MessageView.Speaker(message, style)}\n{Text(message, terminal)}\n\n"))
            + ViewText.Dim("  " + string.Join(ViewText.Separator, facts.Where(static fact => fact is not null)), style) + "\n";
    }

    // Markdown is the language of the model; what people and commands say is shown as it is.
    private static string Text(ChatMessage message, HostTerminal? terminal) =>
        terminal is null ? MessageView.Message(message) : terminal.Fit(MessageView.Message(message), withMarkdown: message.Role == "assistant");
}
