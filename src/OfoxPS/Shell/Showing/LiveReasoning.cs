using System.Management.Automation;
using System.Text;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// Shows the reasoning of a model dimmed as it arrives, on the information stream with the tag OfoxReasoning. It is left out
/// where the text of the answer goes to the same stream and somebody captures it.
/// </summary>
internal sealed class LiveReasoning(IPipeline pipeline)
{
    private static readonly string[] Tags = ["PSHOST", "OfoxReasoning"];

    private readonly StringBuilder _line = new();
    private bool _isOpen;
    private bool _byLine;
    private object? _style;

    /// <summary>Shows the reasoning of the first choice in a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isTextLive">Whether the text of the answer goes to the same stream.</param>
    public void Write(ChatChunk chunk, bool isTextLive)
    {
        string text = TerminalText.Sanitize(chunk.Reasoning ?? string.Empty);
        if (text.Length == 0 || (isTextLive && EngineInternals.HasInformationTarget(pipeline.Cmdlet.CommandRuntime)))
        {
            return;
        }

        if (!_isOpen)
        {
            _isOpen = true;
            _byLine = HostTerminal.IsTranscribing(pipeline.Cmdlet.Host);
            _style = HostTerminal.Of(pipeline.Cmdlet.Host, style: null) is null
                ? null
                : pipeline.Cmdlet.SessionState.PSVariable.GetValue("PSStyle");
        }

        // A transcript writes each record on a line of its own, so only whole lines are written.
        int end = _byLine ? text.LastIndexOf('\n') + 1 : text.Length;
        _line.Append(text, 0, end);
        if (end > 0)
        {
            Flush(newLine: false);
        }

        _line.Append(text, end, text.Length - end);
    }

    /// <summary>Ends the reasoning with an empty line.</summary>
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

        // Each line is styled by itself, so that no style spans a line end.
        string shown = string.Join("\n", text.Split('\n').Select(line => line.Length > 0 ? ViewText.Dim(line, _style) : line));
        HostInformationMessage message = text == shown ? new HostInformationMessage { Message = text } : new LiveMessage(text, shown);
        message.NoNewLine = !newLine;
        pipeline.WriteLive(message, Tags);
    }
}
