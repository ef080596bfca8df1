using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// The progress bar of a pipeline with many inputs: for one request at a time it names the current input, which also shows that
/// each line of a file is a request; for several at once it shows the statistics of the run.
/// </summary>
internal sealed class BatchProgress
{
    // The activity id of the progress record; the tools have 0.
    private const int Id = 1;
    private const string Activity = "ofox";
    private const int DefaultWidth = 80;

    // Cells that a host shows around the text: brackets, spaces, and in some views a bar.
    private const int FrameWidth = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Action<ProgressRecord> _write;
    private readonly PSHost? _host;
    private readonly BatchStatistics _batch;
    private readonly bool _isBatch;
    private readonly Stopwatch _shown = new();
    private int _count;

    /// <param name="write">Writes a progress record.</param>
    /// <param name="host">The host, whose width limits the text.</param>
    /// <param name="batch">The statistics of the run.</param>
    /// <param name="isBatch">Whether several requests run at once.</param>
    public BatchProgress(Action<ProgressRecord> write, PSHost? host, BatchStatistics batch, bool isBatch)
    {
        _isBatch = isBatch;
        _write = write;
        _host = host;
        _batch = batch;
    }

    /// <summary>The time after which <see cref="Update"/> is called if nothing else happens; infinite for one request at a time.</summary>
    public TimeSpan Interval => !_isBatch ? System.Threading.Timeout.InfiniteTimeSpan : Pause;

    /// <summary>Whether the next input is shown by its name: all but the first, where one request is sent at a time.</summary>
    public bool IsNamed => !_isBatch && _count > 0;

    /// <summary>Shows the input whose request is about to be made.</summary>
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

    /// <summary>Shows the statistics, at most four times a second.</summary>
    public void Update()
    {
        if (!_isBatch || (_shown.IsRunning && _shown.Elapsed < Pause))
        {
            return;
        }

        _shown.Restart();
        _write(new ProgressRecord(Id, Activity, ProgressText.Of(_batch, Width() - Activity.Length - FrameWidth))
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

    /// <summary>Removes the bar when the pipeline ends early; a host that is gone is ignored.</summary>
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

    // The width of the host in cells; a default where it has no window.
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
