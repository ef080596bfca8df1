using System.Management.Automation;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// The pipeline of a running cmdlet, for the parts that run in it: its streams, whose text is made safe for a terminal, and its end. Only
/// for the pipeline thread.
/// </summary>
internal interface IPipeline
{
    /// <summary>The cmdlet, for its session, its command line and its host.</summary>
    public PSCmdlet Cmdlet { get; }

    /// <summary>Cancelled when the pipeline ends, by Ctrl+C, Stop or disposal.</summary>
    public CancellationToken StopToken { get; }

    /// <summary>Writes to the verbose stream, or with -Debug but not -Verbose to the debug stream; null writes nothing.</summary>
    public void WriteVerbose(string? text);

    /// <summary>Writes a warning; null writes nothing.</summary>
    public void WriteWarning(string? text);

    public void WriteDebug(string text);

    public void WriteProgress(ProgressRecord record);

    /// <summary>Writes a non-terminating error that is not about an input, such as one of a cassette.</summary>
    public void WriteError(ErrorRecord record);

    /// <summary>Writes text that has been prepared for the host to the information stream.</summary>
    /// <param name="message">The text.</param>
    /// <param name="tags">The tags of the record; null for PSHOST.</param>
    public void WriteLive(HostInformationMessage message, string[]? tags = null);

    /// <summary>Called when the pipeline has ended: what is written to its streams later is dropped.</summary>
    public void Close();
}
