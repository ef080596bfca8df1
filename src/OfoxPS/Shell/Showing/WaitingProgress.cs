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

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Action<ProgressRecord> _write;
    private readonly bool _isSeen;
    private readonly bool _tellsThinking;
    private readonly Stopwatch _clock = new();
    private readonly Stopwatch _thinking = new();
    private TimeSpan _told;

    /// <param name="write">Takes what is shown.</param>
    /// <param name="host">The host, which may have nobody who looks.</param>
    /// <param name="isShown">Whether nothing else tells that something is waited for, such as live text or the numbers of many inputs.</param>
    /// <param name="tellsThinking">Whether a model that thinks before it answers is told of, because what it thinks is not shown.</param>
    public WaitingProgress(Action<ProgressRecord> write, PSHost host, bool isShown, bool tellsThinking)
    {
        _write = write;
        bool isInteractive = HostKind.IsInteractive(host);
        _isSeen = isShown && isInteractive;
        _tellsThinking = tellsThinking && isInteractive;
    }

    /// <summary>How long to wait before it is shown, and until it is shown anew.</summary>
    public TimeSpan Interval => _isSeen || _thinking.IsRunning ? Second : Timeout.InfiniteTimeSpan;

    /// <summary>A piece of an answer came: thinking is told with the time that it takes, until the answer begins.</summary>
    public void Follow(ChatChunk chunk, string model)
    {
        if (!_tellsThinking)
        {
            return;
        }

        if (chunk.Content is not { Length: > 0 } && chunk.Reasoning is { Length: > 0 })
        {
            _thinking.Start();
            ShowThinking(model);
        }
        else if (_thinking.IsRunning && Array.Exists(chunk.Choices, static choice => choice.Delta is { Content.Length: > 0 } or { ToolCalls.Length: > 0 } or { Refusal.Length: > 0 }))
        {
            EndThinking();
        }
    }

    /// <summary>The model does not think any more.</summary>
    public void EndThinking()
    {
        _thinking.Reset();
        _told = TimeSpan.Zero;
        Hide();
    }

    private void ShowThinking(string model)
    {
        if (_thinking.Elapsed - _told >= Second)
        {
            _told = _thinking.Elapsed;
            _clock.Start();
            _write(new ProgressRecord(Id, $"Thinking: {TerminalText.OneLine(model)}", $"{Duration.Of(TimeSpan.FromSeconds(Math.Floor(_told.TotalSeconds)))}"));
        }
    }

    /// <param name="open">What is waited for.</param>
    /// <param name="batch">The numbers of the run: a pause is told.</param>
    public void Show(IReadOnlyCollection<Conversation> open, BatchStatistics batch)
    {
        if (_thinking.IsRunning && open.Count > 0)
        {
            ShowThinking(open.First().Turn.Request.Model);
            return;
        }

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
        if (_clock.IsRunning && !_thinking.IsRunning)
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
            EndThinking();
        }
        catch (PipelineStoppedException)
        {
            // The host removes the bars of a stopped pipeline.
        }
    }
}
