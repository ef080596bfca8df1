using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// The progress bar while a request is waited for, shown after a second without an event, and only where a person is at the host.
/// </summary>
/// <param name="pipeline">The pipeline, whose host decides whether anything is shown.</param>
/// <param name="isShown">Whether waiting is shown; not where live text or the progress of many inputs shows it.</param>
/// <param name="showsReasoning">Whether reasoning is shown as an activity, because its text is not shown.</param>
internal sealed class WaitingProgress(IPipeline pipeline, bool isShown, bool showsReasoning)
{
    // The activity id of the progress record; the tools have 0, and BatchProgress has 1.
    private const int Id = 2;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly bool _isInteractive = (isShown || showsReasoning) && HostTerminal.IsInteractive(pipeline.Cmdlet.Host);
    private readonly Stopwatch _clock = new();
    private readonly Stopwatch _reasoning = new();
    private TimeSpan _shown;

    /// <summary>The time without an event after which the bar is shown or updated; infinite where nothing is shown.</summary>
    public TimeSpan Interval => IsSeen || _reasoning.IsRunning ? Second : Timeout.InfiniteTimeSpan;

    private bool IsSeen => isShown && _isInteractive;

    /// <summary>Handles a chunk: shows for how long the model has been reasoning, until its answer begins.</summary>
    public void Follow(ChatChunk chunk, string model)
    {
        if (!(showsReasoning && _isInteractive))
        {
            return;
        }

        if (chunk.Content is not { Length: > 0 } && chunk.Reasoning is { Length: > 0 })
        {
            _reasoning.Start();
            ShowReasoning(model);
        }
        else if (_reasoning.IsRunning
            && Array.Exists(
                chunk.Choices, static choice =>
                    choice.Delta is { Content.Length: > 0 } or { ToolCalls.Length: > 0 } or { Refusal.Length: > 0 }))
        {
            EndReasoning();
        }
    }

    /// <summary>Ends the display of reasoning.</summary>
    public void EndReasoning()
    {
        _reasoning.Reset();
        _shown = TimeSpan.Zero;
        Hide();
    }

    private void ShowReasoning(string model)
    {
        if (_reasoning.Elapsed - _shown >= Second)
        {
            _shown = _reasoning.Elapsed;
            _clock.Start();
            pipeline.WriteProgress(
                new ProgressRecord(
                    Id, $"Thinking: {TerminalText.OneLine(model)}",
                    $"{Duration.Of(TimeSpan.FromSeconds(Math.Floor(_shown.TotalSeconds)))}"));
        }
    }

    /// <param name="open">The conversations that are waited for.</param>
    /// <param name="batch">The statistics of the run, for a pause of the server.</param>
    public void Show(IReadOnlyCollection<Conversation> open, BatchStatistics batch)
    {
        if (_reasoning.IsRunning && open.Count > 0)
        {
            ShowReasoning(open.First().Turn.Request.Model);
            return;
        }

        if (!IsSeen)
        {
            return;
        }

        _clock.Start();
        string what = open.Count == 1 ? TerminalText.OneLine(open.First().Turn.Request.Model) : $"{open.Count} requests";
        string time = Duration.Of(TimeSpan.FromSeconds(1 + Math.Floor(_clock.Elapsed.TotalSeconds)));
        string pause = batch.PausedUntil is not { } until ? string.Empty
            : $", {(batch.IsRefused ? "refused by the server; asked again" : "paused; sent")} at "
                + $"{until.ToLocalTime().ToString("T", CultureInfo.CurrentCulture)}";
        pipeline.WriteProgress(new ProgressRecord(Id, $"Waiting for {what}", time + pause));
    }

    public void Hide()
    {
        if (_clock.IsRunning && !_reasoning.IsRunning)
        {
            _clock.Reset();
            pipeline.WriteProgress(new ProgressRecord(Id, "Waiting", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
