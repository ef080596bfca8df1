using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// How far the inputs have come: one after the other, which of them is being asked about, so that whoever expected one request for all lines of a
/// file sees what happens instead; several at once, the numbers of the run.
/// </summary>
internal sealed class BatchProgress
{
    // Beside that of the tools.
    private const int Id = 1;
    private const string Activity = "ofox";
    private const int DefaultWidth = 80;

    // What a host shows around the text: brackets, spaces, and in some views a bar.
    private const int Frame = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Action<ProgressRecord> _write;
    private readonly PSHost? _host;
    private readonly BatchStatistics _batch;
    private readonly bool _isBatch;
    private readonly Stopwatch _shown = new();
    private int _count;

    /// <param name="write">Takes what is shown.</param>
    /// <param name="host">The host, whose width is what a line may have.</param>
    /// <param name="batch">The numbers of the run.</param>
    /// <param name="isBatch">Whether several are worked on at once, rather than one after the other.</param>
    public BatchProgress(Action<ProgressRecord> write, PSHost? host, BatchStatistics batch, bool isBatch)
    {
        _isBatch = isBatch;
        _write = write;
        _host = host;
        _batch = batch;
    }

    /// <summary>How long nothing may happen before <see cref="Update"/> is due.</summary>
    public TimeSpan Interval => !_isBatch ? System.Threading.Timeout.InfiniteTimeSpan : Pause;

    /// <summary>Whether the next input is shown by its name: of several that are asked about one after the other, all but the first.</summary>
    public bool IsNamed => !_isBatch && _count > 0;

    /// <summary>A request for an input is about to be made.</summary>
    /// <param name="input">The name of the input; null where it is the only one, or is not shown.</param>
    public void Next(string? input)
    {
        bool isNamed = IsNamed;
        _count++;
        if (isNamed && input is not null)
        {
            string place = _batch.Expected is { } all && all >= _count ? $"{_count} of {all}" : $"{_count}";
            _write(new ProgressRecord(Id, "One request each (-Together: one)", $"{place}: {input}")
            {
                PercentComplete = ProgressText.Percent(_batch) ?? -1,
            });
        }
    }

    /// <summary>Shows the numbers, at most four times a second.</summary>
    public void Update()
    {
        if (!_isBatch || (_shown.IsRunning && _shown.Elapsed < Pause))
        {
            return;
        }

        _shown.Restart();
        _write(new ProgressRecord(Id, Activity, ProgressText.Of(_batch, Width() - Activity.Length - Frame))
        {
            PercentComplete = ProgressText.Percent(_batch) ?? -1,
            SecondsRemaining = ProgressText.Left(_batch) is { } left ? (int)left.TotalSeconds : -1,
        });
    }

    public void End()
    {
        if (!_isBatch ? _count > 1 : _shown.IsRunning)
        {
            _write(new ProgressRecord(Id, !_isBatch ? "One request each" : Activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Takes the bar away where the pipeline ends early and the host may not be reached any more.</summary>
    public void Abandon()
    {
        try
        {
            End();
        }
        catch (PipelineStoppedException)
        {
            // The host removes the bars of a stopped pipeline.
        }
    }

    // A host without a window has no width to tell.
    private int Width()
    {
        try
        {
            return _host?.UI?.RawUI?.WindowSize.Width is { } width and > 0 ? width : DefaultWidth;
        }
        catch (Exception error) when (error is HostException or NotImplementedException or InvalidOperationException)
        {
            return DefaultWidth;
        }
    }
}
