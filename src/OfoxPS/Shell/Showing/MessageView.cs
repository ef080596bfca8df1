using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of messages, and of the pieces of them that a stream brings, in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MessageView
{
    // Of pictures and sources; all are in the properties.
    private const int MaximumShown = 20;
    private const int LongestSource = 300;

    /// <summary>A message's content, with its images named and its calls written out.</summary>
    /// <param name="message">The message.</param>
    public static string Message(PSObject message) => TextOf(ViewText.Live<ChatMessage>(message));

    internal static string TextOf(ChatMessage said)
    {
        IEnumerable<string> lines = said.Parts.Where(static part => part.ImageUrl is null || !part.ImageUrl.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            .Select(static part => TerminalText.Sanitize(DataFilter.Of(part.ToString())))
            .Concat(said.Refusal is null ? [] : [$"Refused: {TerminalText.Sanitize(said.Refusal)}"])
            .Concat(Attached(said))
            .Concat(said.ToolCalls.Select(static call => $"calls {TerminalText.OneLine(call.ToString())}"));
        return string.Join("\n", lines);
    }

    /// <summary>What a message has besides text, in words: the data itself is never shown.</summary>
    internal static IEnumerable<string> Attached(ChatMessage said)
    {
        ChatMedia[] images = said.Received || said.Role == "assistant" ? said.Images : [];
        if (images.Length > 0)
        {
            yield return $"[{(images.Length == 1 ? "1 image" : $"{images.Length} images")}: {string.Join(", ", images.Take(MaximumShown).Select(Size))}{(images.Length > MaximumShown ? ", ..." : string.Empty)}]";
        }

        if (said.Audio is { } sound)
        {
            yield return $"[sound: {Size(sound)}]{(sound.Transcript is { Length: > 0 } text ? " " + TerminalText.Sanitize(text) : string.Empty)}";
        }

        ChatCitation[] citations = said.Citations;
        for (int i = 0; i < Math.Min(citations.Length, MaximumShown); i++)
        {
            yield return $"{(i == 0 ? "\n" : string.Empty)}[{i + 1}] {TerminalText.OneLine(TerminalText.Truncate(citations[i].ToString(), LongestSource))}";
        }

        if (citations.Length > MaximumShown)
        {
            yield return $"... and {citations.Length - MaximumShown} more in Citations";
        }
    }

    private static string Size(ChatMedia media) => media.Uri is not null ? TerminalText.OneLine(TerminalText.Truncate(media.Uri.OriginalString, LongestSource))
        : $"{TerminalText.OneLine(media.Format)} {(media.Length < 1024 ? $"{media.Length} bytes" : (media.Length / 1024.0).ToString("0.#", CultureInfo.InvariantCulture) + " KiB")}";

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
