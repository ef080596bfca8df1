using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>The text of a conversation in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConversationView
{
    /// <summary>The messages of a conversation with their speakers, and its status line.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="host">The host that the view may be for.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Conversation(OfoxConversation conversation, PSHost host, object? style)
    {
        HostTerminal? terminal = EngineInternals.IsViewForHost() && !HostTerminal.IsTranscribing(host)
            ? HostTerminal.Of(host, style)
            : null;
        string?[] facts =
        [
            conversation.Model is { } model ? TerminalText.OneLine(model) : null, conversation.ToString(), conversation.Usage?.ToString(),
            conversation.Cost is { } cost ? Money.Of(cost) : null,
            conversation.IsInterrupted ? "interrupted" : null,
        ];
        return string.Concat(
            conversation.Messages.Select(message => $"{MessageView.Speaker(message, style)}\n{Text(message, terminal)}\n\n"))
            + ViewText.Dim("  " + string.Join(ViewText.Separator, facts.Where(static fact => fact is not null)), style) + "\n";
    }

    /// <summary>The number of messages.</summary>
    /// <param name="conversation">The conversation.</param>
    public static string Count(PSObject conversation) => (conversation.BaseObject as OfoxConversation)?.ToString() ?? string.Empty;

    /// <summary>The messages as plain text.</summary>
    /// <param name="conversation">The conversation.</param>
    public static string Plain(PSObject conversation) => string.Join(
        "\n\n",
        (conversation.BaseObject as OfoxConversation)?.Messages.Select(
            static message => $"{MessageView.Speaker(message, style: null)}\n{MessageView.TextOf(message)}")
            ?? []);

    // Only messages of a model are read as Markdown.
    private static string Text(ChatMessage message, HostTerminal? terminal) =>
        terminal is null
            ? MessageView.TextOf(message)
            : terminal.Fit(MessageView.TextOf(message), withMarkdown: message.Role == "assistant");
}
