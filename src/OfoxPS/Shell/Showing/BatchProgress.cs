using System.Diagnostics;
using System.Management.Automation;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// The progress bar of a pipeline with many inputs: for one request at a time it names the current input, which also shows that
/// each line of a file is a request; for several at once it shows the statistics of the run.
/// </summary>
/// <param name="pipeline">The pipeline, whose host limits the width of the text.</param>
/// <param name="batch">The statistics of the run.</param>
/// <param name="isBatch">Whether several requests run at once.</param>
internal sealed class BatchProgress(IPipeline pipeline, BatchStatistics batch, bool isBatch)
{
    // The activity id of the progress record; the tools have 0.
    private const int Id = 1;
    private const string Activity = "ofox";
    private const int DefaultWidth = 80;

    // Cells that a host shows around the text: brackets, spaces, and in some views a bar.
    private const int FrameWidth = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _shown = new();
    private int _count;

    /// <summary>The time after which <see cref="Update"/> is called if nothing else happens; infinite for one request at a time.</summary>
    public TimeSpan Interval => !isBatch ? Timeout.InfiniteTimeSpan : Pause;

    /// <summary>Whether the next input is shown by its name: all but the first, where one request is sent at a time.</summary>
    public bool IsNamed => !isBatch && _count > 0;

    /// <summary>Shows the input whose request is about to be made.</summary>
    /// <param name="input">The name of the input; null where it is the only one, or is not shown.</param>
    public void Next(string? input)
    {
        bool isNamed = IsNamed;
        _count++;
        if (isNamed && input is not null)
        {
            string place = batch.Expected is { } all && all >= _count ? $"{_count} of {all}" : $"{_count}";
            pipeline.WriteProgress(new ProgressRecord(Id, "One request each (-Together: one)", $"{place}: {input}")
            {
                PercentComplete = ProgressText.Percent(batch) ?? -1,
            });
        }
    }

    /// <summary>Shows the statistics, at most four times a second.</summary>
    public void Update()
    {
        if (!isBatch || (_shown.IsRunning && _shown.Elapsed < Pause))
        {
            return;
        }

        _shown.Restart();
        int width = HostTerminal.WidthOf(pipeline.Cmdlet.Host) ?? DefaultWidth;
        pipeline.WriteProgress(new ProgressRecord(Id, Activity, ProgressText.Of(batch, width - Activity.Length - FrameWidth))
        {
            PercentComplete = ProgressText.Percent(batch) ?? -1,
            SecondsRemaining = ProgressText.Left(batch) is { } left ? (int)left.TotalSeconds : -1,
        });
    }

    public void End()
    {
        if (!isBatch ? _count > 1 : _shown.IsRunning)
        {
            pipeline.WriteProgress(new ProgressRecord(Id, isBatch ? Activity : "One request each", "Done")
            {
                RecordType = ProgressRecordType.Completed,
            });
        }
    }
}
