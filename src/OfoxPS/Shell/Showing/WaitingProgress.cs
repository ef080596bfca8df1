using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>Shows a person that a request is waited for, after a second in which nothing came. Where nobody looks, nothing is shown.</summary>
internal sealed class WaitingProgress
{
    // Beside those of the tools and of many inputs.
    private const int Id = 2;

    private readonly Action<ProgressRecord> _write;
    private readonly bool _isSeen;
    private readonly Stopwatch _clock = new();

    /// <param name="write">Takes what is shown.</param>
    /// <param name="host">The host, which may have nobody who looks.</param>
    /// <param name="isShown">Whether nothing else tells that something is waited for, such as live text or the numbers of many inputs.</param>
    public WaitingProgress(Action<ProgressRecord> write, PSHost host, bool isShown)
    {
        _write = write;
        _isSeen = isShown && HostKind.IsInteractive(host);
    }

    /// <summary>How long to wait before it is shown, and until it is shown anew.</summary>
    public TimeSpan Interval => _isSeen ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan;

    /// <param name="open">What is waited for.</param>
    /// <param name="batch">The numbers of the run: a pause is told.</param>
    public void Show(IReadOnlyCollection<Conversation> open, BatchStatistics batch)
    {
        if (!_isSeen)
        {
            return;
        }

        _clock.Start();
        string what = open.Count == 1 ? TerminalText.OneLine(open.First().Turn.Request.Model) : $"{open.Count} requests";
        string time = Duration.Of(TimeSpan.FromSeconds(1 + Math.Floor(_clock.Elapsed.TotalSeconds)));
        string pause = batch.PausedUntil is not { } until ? string.Empty
            : $", {(batch.IsRefused ? "refused by the server; asked again" : "paused; sent")} at {until.ToLocalTime().ToString("T", CultureInfo.CurrentCulture)}";
        _write(new ProgressRecord(Id, $"Waiting for {what}", time + pause));
    }

    public void Hide()
    {
        if (_clock.IsRunning)
        {
            _clock.Reset();
            _write(new ProgressRecord(Id, "Waiting", "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Takes the bar away where the pipeline ends early and the host may not be reached any more.</summary>
    public void Abandon()
    {
        try
        {
            Hide();
        }
        catch (PipelineStoppedException)
        {
            // The host removes the bars of a stopped pipeline.
        }
    }
}
