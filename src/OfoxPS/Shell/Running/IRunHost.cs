using System;
using System.Management.Automation;
using System.Threading;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>What a run needs of the cmdlet that it runs in: the streams of PowerShell, and leave to send. Only the pipeline thread may use it.</summary>
internal interface IRunHost
{
    /// <summary>Cancelled when the pipeline ends, by Ctrl+C, Stop or disposal.</summary>
    public CancellationToken StopToken { get; }

    /// <summary>Writes what happens: to Verbose, or with -Debug alone to Debug.</summary>
    public void Tell(string text);

    public void WriteDebug(string text);

    public void WriteWarning(string text);

    public void WriteProgress(ProgressRecord record);

    /// <summary>Writes an error that costs no answer.</summary>
    public void WriteError(ErrorRecord record);

    /// <summary>Whether a request may be sent: asks where -Confirm or -WhatIf was given.</summary>
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

    /// <summary>All input has ended: tells what it comes to where -WhatIf was given.</summary>
    /// <param name="batch">The numbers of the run.</param>
    public void Finish(BatchStatistics batch);

    /// <summary>The pipeline has ended: from now on nothing can be written.</summary>
    public void Close();
}
