using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of messages, and of the pieces of them that a stream brings, in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MessageView
{
    /// <summary>A message's content, with its images named and its calls written out.</summary>
    /// <param name="message">The message.</param>
    public static string Message(PSObject message) => TextOf(ViewText.Live<ChatMessage>(message));

    internal static string TextOf(ChatMessage said)
    {
        IEnumerable<string> lines = said.Parts.Select(static part => TerminalText.Sanitize(part.ToString()))
            .Concat(said.Refusal is null ? [] : [$"Refused: {TerminalText.Sanitize(said.Refusal)}"])
            .Concat(said.ToolCalls.Select(static call => $"calls {TerminalText.OneLine(call.ToString())}"));
        return string.Join("\n", lines);
    }

    /// <summary>Who speaks: the role, with the name or the call that is answered.</summary>
    /// <param name="message">The message.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Speaker(object message, object? style)
    {
        ChatMessage said = ViewText.Live<ChatMessage>(message);
        return ViewText.Dim(TerminalText.OneLine((said.Name ?? said.ToolCallId) is { } more ? $"{said.Role} ({more})" : said.Role), style);
    }

    /// <summary>The text that a chunk brings, on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Text(PSObject chunk) => TerminalText.OneLine(chunk.BaseObject is ChatChunk piece ? piece.ToString() : $"{chunk.Properties["Content"]?.Value}");

    /// <summary>The pieces of calls that a chunk brings, on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Calls(PSObject chunk) =>
        TerminalText.OneLine(string.Concat(((chunk.BaseObject as ChatChunk)?.Choices ?? []).SelectMany(static choice => choice.Delta.ToolCalls).Select(static call => call.Name + call.ArgumentsJson)));
}
