using System;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Reports the result of a run: in the variable of -ReportVariable, in warnings, and after an early end with how to resume.
/// </summary>
internal sealed class BatchReporter
{
    private readonly IRunHost _host;
    private readonly RunSetup _setup;
    private readonly BatchOptions _options;
    private readonly BatchRun _run;
    private readonly AnswerNotes _notes;
    private bool _isOver;

    public BatchReporter(IRunHost host, RunSetup setup, BatchOptions options, BatchRun run, AnswerNotes notes)
    {
        _host = host;
        _setup = setup;
        _notes = notes;
        _options = options;
        _run = run;
    }

    /// <summary>Writes the warning about the checkpoint, if there is one.</summary>
    public void Warn()
    {
        if (_run.TakeWarning() is { } warning)
        {
            _setup.Pipeline.Warn(warning);
        }
    }

    /// <summary>Reports a run whose inputs have all been worked on.</summary>
    public void Finish()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        Report();
        if (_options.CachesPrompt && _run.Statistics is { Succeeded: > 1, CachedTokens: 0 })
        {
            _setup.Pipeline.Warn(
                "No token came from the provider's prompt cache. Most providers keep what requests share from 1,024 tokens on, "
                    + "some from 4,096, and some do not report it.");
        }

        if (_run.Unused is int unused and > 0)
        {
            _setup.Pipeline.Warn(
                $"{Plural.Of(unused, "record")} of the checkpoint {Plural.Word(unused, "was", "were")} not used: the input that "
                + $"{Plural.Word(unused, "it belongs", "they belong")} to has changed, or was not given. "
                + $"The file still holds {Plural.Word(unused, "it", "them")}.");
        }
    }

    /// <summary>Reports a run that was ended early.</summary>
    public void Stop()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            Report();

            // A stopped pipeline discards what is written, so the host is written to directly.
            if (_notes.Take() is { } notes)
            {
                _setup.Pipeline.Cmdlet.Host.UI?.WriteWarningLine(TerminalText.Sanitize(notes));
            }

            if (_run.HasCheckpoint && _run.End is null)
            {
                _setup.Pipeline.Cmdlet.Host.UI?.WriteWarningLine(TerminalText.Sanitize(GoOn()));
            }
        }
        catch (Exception error) when (error is PipelineStoppedException or InvalidOperationException or NotImplementedException)
        {
            // The host is gone.
        }
    }

    /// <summary>Adds to the failure that ends a run how to resume it.</summary>
    public void Explain(OfoxException end)
    {
        if (_run.HasCheckpoint && end.AddedWords.Length == 0)
        {
            end.WithWords(GoOn().TrimEnd('.') + (end.Kind == OfoxErrorKind.OfoxBudgetExceeded ? " with a larger budget" : string.Empty));
        }
    }

    private string GoOn() => $"What is done is in '{_options.Checkpoint}': the same command goes on from there.";

    private void Report() => _setup.Report?.Invoke(_run.Statistics.Report(_run.Unused));
}
