using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using OfoxPS.Core.Terminal;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// Shows text as it arrives, on the information stream as Write-Host does: shown by default, redirected with <c>6&gt;</c>, and
/// part of transcripts.
/// </summary>
/// <param name="pipeline">The pipeline, for its host and its information stream.</param>
/// <param name="isLive">Whether text is shown as it arrives.</param>
internal sealed class LiveText(IPipeline pipeline, bool isLive)
{
    // The number of chunks of an answer that are shown one by one; later ones that arrive together are shown together, in steps.
    private const int FirstPieces = 100;

    private const int LongestPiece = 2048;

    // Characters that are rendered in one step, between which the pipeline can be stopped.
    private const int LongestStep = 4096;

    // Saves the cursor (DECSC) and writes a dim mark, which is erased later whatever its width is.
    private const string IdleMark = "\u001b7\u001b[2m…\u001b[22m";

    private const string NoIdleMark = "\u001b8\u001b[K";

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private readonly PSCmdlet _cmdlet = pipeline.Cmdlet;
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _shown = new();
    private ITextRenderer? _renderer;
    private int _pieces;
    private readonly Stopwatch _sinceShown = new();
    private readonly bool _isSeen = isLive
        && HostTerminal.Of(pipeline.Cmdlet.Host, pipeline.Cmdlet.SessionState.PSVariable.GetValue("PSStyle")) is { IsStyled: true };
    private bool _isIdle;
    private bool _byLine;
    private bool _isOpen;
    private bool _lineIsOpen;
    private readonly LiveReasoning _reasoning = new(pipeline);
    private readonly DataFilter _data = new();

    /// <summary>Whether the host shows the text, so that it is neither redirected nor suppressed.</summary>
    public bool IsShown =>
        !EngineInternals.HasInformationTarget(_cmdlet.CommandRuntime)
        && !(_cmdlet.MyInvocation.BoundParameters.TryGetValue("InformationAction", out object? action)
            && LanguagePrimitives.TryConvertTo(action, out ActionPreference preference) && preference == ActionPreference.Ignore);

    /// <summary>Shows the reasoning of the first choice in a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="isTextLive">Whether the text of the answer is shown as it arrives too.</param>
    public void WriteReasoning(ChatChunk chunk, bool isTextLive)
    {
        if (chunk.Choices is [{ Delta.Reasoning.Length: > 0 }, ..])
        {
            HideIdle();
        }

        _reasoning.Write(chunk, isTextLive);
    }

    /// <summary>Ends the reasoning, when the model begins to answer.</summary>
    public void EndReasoning() => _reasoning.End();

    /// <summary>Shows the text of the first choice in a chunk; those of other choices would be mixed with it.</summary>
    public void Write(ChatChunk chunk)
    {
        foreach (ChatChunkChoice choice in chunk.Choices)
        {
            string text = _data.Append(choice.Index == 0 ? choice.Delta.Content ?? choice.Delta.Refusal ?? string.Empty : string.Empty);
            if (text.Length > 0)
            {
                EndReasoning();
                WriteInSteps(TerminalText.Sanitize(text));
                _lineIsOpen = text[text.Length - 1] != '\n';
            }
        }
    }

    /// <summary>How long to wait for a chunk before <see cref="ShowIdle"/>; infinite where the mark is not seen.</summary>
    public TimeSpan IdleInterval => _isSeen ? Idle : Timeout.InfiniteTimeSpan;

    /// <summary>Shows a mark while more text is awaited. It is written to the terminal alone, not to a stream or a transcript.</summary>
    public void ShowIdle()
    {
        if (_isSeen && _isOpen && !_isIdle && IsShown && !HostTerminal.IsTranscribing(_cmdlet.Host))
        {
            _isIdle = true;
            _cmdlet.Host.UI.Write(IdleMark);
        }
    }

    /// <summary>Shows the text that has been collected, when no further event is ready.</summary>
    public void Show()
    {
        if (!_byLine && _text.Length > 0)
        {
            Flush(newLine: false);
        }
    }

    /// <summary>Ends the text and its last line.</summary>
    public void End()
    {
        EndReasoning();
        if (!_isOpen)
        {
            return;
        }

        if (_data.End() is { Length: > 0 } rest)
        {
            Add(TerminalText.Sanitize(rest));
        }

        Show();
        _shown.Append(_renderer?.End());
        if (_text.Length + _shown.Length > 0 || _lineIsOpen)
        {
            Flush(newLine: _lineIsOpen);
        }

        HideIdle();
        (_isOpen, _lineIsOpen, _renderer, _pieces) = (false, false, null, 0);
    }

    /// <summary>
    /// Tells a person that a text is no whole answer, because it was stopped. A cmdlet that is stopped can write to no stream any
    /// more, so the line goes to the host alone.
    /// </summary>
    public void Interrupt(string line)
    {
        if (_isSeen && _isOpen && IsShown && !HostTerminal.IsTranscribing(_cmdlet.Host))
        {
            HideIdle();
            _cmdlet.Host.UI.Write($"{_shown}{_renderer?.End()}\n\n  \u001b[2m{line}\u001b[22m\n");
            _isOpen = false;
        }
    }

    private void Begin()
    {
        if (!_isOpen)
        {
            PSHost host = _cmdlet.Host;
            _isOpen = true;
            _sinceShown.Restart();
            _renderer = HostTerminal.Of(host, _cmdlet.SessionState.PSVariable.GetValue("PSStyle"))?.CreateRenderer();

            // A transcript writes each record on a line of its own, so only whole lines are written.
            _byLine = HostTerminal.IsTranscribing(host);
        }
    }

    private void WriteInSteps(string text)
    {
        for (int at = 0; at < text.Length && !pipeline.StopToken.IsCancellationRequested;)
        {
            string step = TextCut.Start(text.Substring(at, Math.Min(LongestStep + 1, text.Length - at)), LongestStep);
            Write(step);
            at += step.Length;
        }
    }

    private void Write(string text)
    {
        Begin();
        if (!_byLine)
        {
            Add(text);
            if (_shown.Length == 0 && _sinceShown.Elapsed > Idle)
            {
                // The renderer holds a table back until it is complete.
                ShowIdle();
            }

            if (++_pieces <= FirstPieces || _text.Length >= LongestPiece)
            {
                Flush(newLine: false);
            }

            return;
        }

        int start = 0;
        for (int end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n', start))
        {
            Add(text.Substring(start, end + 1 - start));
            Flush(newLine: false);
            start = end + 1;
        }

        Add(text.Substring(start));
    }

    private void Add(string text)
    {
        _text.Append(text);
        _shown.Append(_renderer is null ? text : _renderer.Append(text));
    }

    private void Flush(bool newLine)
    {
        string text = _text.ToString();
        string shown = _shown.ToString();
        if (shown.Length > 0 || newLine)
        {
            HideIdle();
            _sinceShown.Restart();
        }

        _text.Clear();
        _shown.Clear();
        pipeline.WriteLive(text == shown
            ? new HostInformationMessage { Message = text, NoNewLine = !newLine }
            : new LiveMessage(text, shown) { NoNewLine = !newLine });
    }

    private void HideIdle()
    {
        if (_isIdle)
        {
            _isIdle = false;
            _cmdlet.Host.UI.Write(NoIdleMark);
        }
    }
}
