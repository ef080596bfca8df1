using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of messages, and of the pieces of them that a stream brings, in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MessageView
{
    // The maximum number of pictures and of sources that are shown; the properties have all.
    private const int MaximumShown = 20;
    // Characters.
    private const int LongestSource = 300;

    /// <summary>The content of a message, with the names of its images and its tool calls.</summary>
    /// <param name="message">The message.</param>
    public static string Message(PSObject message) => TextOf(ViewText.Live<ChatMessage>(message));

    internal static string TextOf(ChatMessage message)
    {
        IEnumerable<string> lines = message.Parts.Where(
            static part => part.ImageUrl is null || !part.ImageUrl.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            .Select(static part => TerminalText.Sanitize(DataFilter.Of(part.ToString())))
            .Concat(message.Refusal is null ? [] : [$"Refused: {TerminalText.Sanitize(message.Refusal)}"])
            .Concat(Attached(message))
            .Concat(message.ToolCalls.Select(static call => $"calls {TerminalText.OneLine(call.ToString())}"));
        return string.Join("\n", lines);
    }

    /// <summary>Lines that describe the media and sources of a message; their data is never shown.</summary>
    internal static IEnumerable<string> Attached(ChatMessage message)
    {
        ChatMedia[] images = message.Received || message.Role == "assistant" ? message.Images : [];
        if (images.Length > 0)
        {
            string sizes = string.Join(", ", images.Take(MaximumShown).Select(Size));
            yield return $"[{Plural.Of(images.Length, "image")}: {sizes}{(images.Length > MaximumShown ? ", ..." : string.Empty)}]";
        }

        if (message.Audio is { } sound)
        {
            string transcript = sound.Transcript is { Length: > 0 } text ? " " + TerminalText.Sanitize(text) : string.Empty;
            yield return $"[sound: {Size(sound)}]{transcript}";
        }

        ChatCitation[] citations = message.Citations;
        for (int i = 0; i < Math.Min(citations.Length, MaximumShown); i++)
        {
            string source = TerminalText.OneLine(TerminalText.Truncate(citations[i].ToString(), LongestSource));
            yield return $"{(i == 0 ? "\n" : string.Empty)}[{i + 1}] {source}";
        }

        if (citations.Length > MaximumShown)
        {
            yield return $"... and {citations.Length - MaximumShown} more in Citations";
        }
    }

    private static string Size(ChatMedia media)
    {
        if (media.Uri is not null)
        {
            return TerminalText.OneLine(TerminalText.Truncate(media.Uri.OriginalString, LongestSource));
        }

        string size = media.Length < 1024
            ? $"{media.Length} bytes"
            : (media.Length / 1024.0).ToString("0.#", CultureInfo.InvariantCulture) + " KiB";
        return $"{TerminalText.OneLine(media.Format)} {size}";
    }

    /// <summary>The speaker of a message: its role, with the name or the id of the answered call.</summary>
    /// <param name="message">The message.</param>
    /// <param name="style">$PSStyle; null on Windows PowerShell.</param>
    public static string Speaker(object message, object? style)
    {
        ChatMessage live = ViewText.Live<ChatMessage>(message);
        string speaker = (live.Name ?? live.ToolCallId) is { } more ? $"{live.Role} ({more})" : live.Role;
        return ViewText.Dim(TerminalText.OneLine(speaker), style);
    }

    /// <summary>The text of a chunk, on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Text(PSObject chunk) =>
        TerminalText.OneLine(chunk.BaseObject is ChatChunk piece ? piece.ToString() : $"{chunk.Properties["Content"]?.Value}");

    /// <summary>The pieces of tool calls in a chunk, on one line.</summary>
    /// <param name="chunk">The chunk.</param>
    public static string Calls(PSObject chunk) =>
        TerminalText.OneLine(
            string.Concat(
                ((chunk.BaseObject as ChatChunk)?.Choices ?? []).SelectMany(static choice => choice.Delta.ToolCalls)
                    .Select(static call => call.Name + call.ArgumentsJson)));
}
