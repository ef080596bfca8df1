using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>
/// What a run needs of the cmdlet it belongs to: the streams of PowerShell, and the decision whether a request is sent. Only for
/// the pipeline thread.
/// </summary>
internal interface IRunHost
{
    /// <summary>Cancelled when the pipeline ends, by Ctrl+C, Stop or disposal.</summary>
    public CancellationToken StopToken { get; }

    /// <summary>Writes to the verbose stream, or with -Debug but not -Verbose to the debug stream.</summary>
    public void Tell(string text);

    public void WriteDebug(string text);

    public void WriteWarning(string text);

    public void WriteProgress(ProgressRecord record);

    /// <summary>Writes a non-terminating error that is not about an input, such as one of a cassette.</summary>
    public void WriteError(ErrorRecord record);

    /// <summary>Whether a request may be sent, with -Confirm and -WhatIf.</summary>
    /// <param name="prepared">The request.</param>
    /// <param name="endpoint">The address that it is sent to.</param>
    /// <param name="source">The input that it is about.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public bool Allows(PreparedRequest prepared, Uri endpoint, object? source, PriceList? prices);

    /// <summary>Writes or throws the error of an input.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="source">The input that it is about.</param>
    /// <param name="endsRun">Whether no other input can succeed.</param>
    /// <param name="completed">Gives the answers that have been written, where the error ends the pipeline.</param>
    public void Report(OfoxException failure, object? source, bool endsRun, Func<ChatCompletion[]>? completed = null);

    /// <summary>Called after the last input: with -WhatIf, shows the sum of all requests.</summary>
    /// <param name="batch">The numbers of the run.</param>
    public void Finish(BatchStatistics batch);

    /// <summary>Called when the pipeline has ended: nothing can be written any more.</summary>
    public void Close();
}
