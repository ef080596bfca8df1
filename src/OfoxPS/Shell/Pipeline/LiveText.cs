using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Text that is shown as it arrives. It goes the way of Write-Host: shown by default, redirected with <c>6&gt;</c>, kept in transcripts.</summary>
internal sealed class LiveText
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly Cmdlet _cmdlet;
    private bool _lineIsOpen;

    public LiveText(Cmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>Shows what the first answer gained; the others would mingle with it.</summary>
    public void Write(ChatChunk chunk)
    {
        foreach (ChatChunkChoice choice in chunk.Choices)
        {
            string text = choice.Index == 0 ? choice.Delta.Content ?? choice.Delta.Refusal ?? string.Empty : string.Empty;
            if (text.Length > 0)
            {
                Show(TerminalText.Sanitize(text), noNewLine: true);
                _lineIsOpen = text[text.Length - 1] != '\n';
            }
        }
    }

    /// <summary>Ends the last line, so that what follows begins on its own.</summary>
    public void End()
    {
        if (_lineIsOpen)
        {
            _lineIsOpen = false;
            Show(string.Empty, noNewLine: false);
        }
    }

    private void Show(string text, bool noNewLine) =>
        _cmdlet.WriteInformation(new HostInformationMessage { Message = text, NoNewLine = noNewLine }, HostTag);
}
