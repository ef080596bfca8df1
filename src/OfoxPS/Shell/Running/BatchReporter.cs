using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Running;

/// <summary>
/// Reports the result of a run: in the variable of -ReportVariable, in warnings, and after an early end with how to resume.
/// </summary>
internal sealed class BatchReporter(RunSetup setup, BatchOptions options, BatchRun run, AnswerNotes notes)
{
    private bool _isOver;

    /// <summary>Reports a run whose inputs have all been worked on.</summary>
    public void Finish()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        Report();
        if (options.CachesPrompt && run.Statistics.Counts is { Succeeded: > 1, CachedTokens: 0 })
        {
            setup.Pipeline.WriteWarning(
                "No token came from the provider's prompt cache. Most providers keep what requests share from 1,024 tokens on, "
                    + "some from 4,096, and some do not report it.");
        }

        if (run.Unused is int unused and > 0)
        {
            setup.Pipeline.WriteWarning(
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
            if (notes.Take() is { } sentence)
            {
                setup.Pipeline.Cmdlet.Host.UI?.WriteWarningLine(TerminalText.Sanitize(sentence));
            }

            if (run.HasCheckpoint && run.End is null)
            {
                setup.Pipeline.Cmdlet.Host.UI?.WriteWarningLine(TerminalText.Sanitize(GoOn()));
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
        if (run.HasCheckpoint && end.AddedWords.Length == 0)
        {
            end.WithWords(GoOn().TrimEnd('.') + (end.Kind == OfoxErrorKind.OfoxBudgetExceeded ? " with a larger budget" : string.Empty));
        }
    }

    private string GoOn() => $"What is done is in '{options.Checkpoint}': the same command goes on from there.";

    private void Report() => setup.Report?.Invoke(run.Statistics.Report(run.Unused));
}
