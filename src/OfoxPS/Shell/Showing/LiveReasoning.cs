using System;
using System.Linq;
using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// What a model thinks, shown dimmed as it arrives. It goes to the information stream with a tag of its own; where the text of the answer is taken
/// from that stream, it stays out of it.
/// </summary>
internal sealed class LiveReasoning
{
    private static readonly string[] Tags = ["PSHOST", "OfoxReasoning"];

    private readonly PSCmdlet _cmdlet;
    private readonly Action<HostInformationMessage, string[]?> _write;
    private readonly StringBuilder _line = new();
    private bool _isOpen;
    private bool _byLine;
    private object? _style;

    /// <param name="cmdlet">The cmdlet, which knows its host and where its information stream goes.</param>
    /// <param name="write">Writes to the information stream, with tags.</param>
    public LiveReasoning(PSCmdlet cmdlet, Action<HostInformationMessage, string[]?> write)
    {
        _cmdlet = cmdlet;
        _write = write;
    }

    /// <summary>Shows what the first answer thought.</summary>
    /// <param name="chunk">The piece of the answer.</param>
    /// <param name="besideText">The text goes to the same stream.</param>
    public void Write(ChatChunk chunk, bool besideText)
    {
        string text = TerminalText.Sanitize(chunk.Reasoning ?? string.Empty);
        if (text.Length == 0 || (besideText && EngineInternals.HasInformationTarget(_cmdlet.CommandRuntime)))
        {
            return;
        }

        if (!_isOpen)
        {
            _isOpen = true;
            _byLine = HostTerminal.IsTranscribing(_cmdlet.Host);
            _style = HostTerminal.Of(_cmdlet.Host, style: null) is null ? null : _cmdlet.SessionState.PSVariable.GetValue("PSStyle");
        }

        // In a transcript each piece would become a line.
        int end = _byLine ? text.LastIndexOf('\n') + 1 : text.Length;
        _line.Append(text, 0, end);
        if (end > 0)
        {
            Flush(newLine: false);
        }

        _line.Append(text, end, text.Length - end);
    }

    /// <summary>The thinking is over: what follows stands below it, after an empty line.</summary>
    public void End()
    {
        if (_isOpen)
        {
            _line.Append('\n');
            Flush(newLine: true);
            _isOpen = false;
        }
    }

    private void Flush(bool newLine)
    {
        string text = _line.ToString();
        _line.Clear();

        // Each line by itself, so that no line end carries a style with it.
        string shown = string.Join("\n", text.Split('\n').Select(line => line.Length > 0 ? ViewText.Dim(line, _style) : line));
        HostInformationMessage message = text == shown ? new HostInformationMessage { Message = text } : new LiveMessage(text, shown);
        message.NoNewLine = !newLine;
        _write(message, Tags);
    }
}
