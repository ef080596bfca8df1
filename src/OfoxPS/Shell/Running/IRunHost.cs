using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Running;

/// <summary>The decisions of the cmdlet that a run belongs to. Only for the pipeline thread.</summary>
internal interface IRunHost
{
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
    public void Report(OfoxException failure, object? source, bool endsRun, Func<ChatCompletion[]> completed);

    /// <summary>Called after the last input: with -WhatIf, shows the sum of all requests.</summary>
    public void Finish(BatchStatistics batch);
}
