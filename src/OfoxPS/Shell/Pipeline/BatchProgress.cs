using System.Management.Automation;

namespace OfoxPS.Shell.Pipeline;

/// <summary>
/// Which of many inputs is being asked about, from the second one on. Whoever expected one request for all lines of a file
/// sees here what happens instead.
/// </summary>
internal sealed class BatchProgress
{
    // Beside that of the tools.
    private const int Id = 1;

    private readonly Cmdlet _cmdlet;
    private int _count;

    public BatchProgress(Cmdlet cmdlet) => _cmdlet = cmdlet;

    public void Next(string? input)
    {
        if (++_count > 1 && input is not null)
        {
            _cmdlet.WriteProgress(new ProgressRecord(Id, "One request each (-Together: one)", $"{_count}: {input}"));
        }
    }

    public void End()
    {
        if (_count > 1)
        {
            _cmdlet.WriteProgress(new ProgressRecord(Id, "One request each", "Done") { RecordType = ProgressRecordType.Completed });
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
}
