using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>The cmdlet as the run sees it: adapts <see cref="RequestCmdlet"/> to <see cref="IRunHost"/>.</summary>
internal sealed class RunHost : IRunHost
{
    private readonly RequestCmdlet _cmdlet;
    private readonly RequestConsent _consent;

    private RunHost(RequestCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _consent = new RequestConsent(cmdlet);
    }

    /// <inheritdoc/>
    public CancellationToken StopToken => _cmdlet.StopToken;

    /// <summary>Creates the run of a cmdlet whose parameters have been read.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="handler">What it decides about its conversations.</param>
    /// <param name="options">How many requests run at once, and when the run ends.</param>
    /// <param name="report">Receives the report of the run; null for none.</param>
    /// <exception cref="OfoxException">The environment names a cassette that cannot be used.</exception>
    public static ConversationRunner Begin(
        RequestCmdlet cmdlet, IConversationHandler handler, BatchOptions options, Action<OfoxBatchReport>? report = null)
    {
        RunSetup setup = new()
        {
            Settings = cmdlet.Settings,
            Requests = cmdlet.Requests,
            Caller = cmdlet.MyInvocation,
            Host = cmdlet.Host,
            Live = new LiveText(cmdlet, cmdlet.WriteLive, cmdlet.Requests.Stream, cmdlet.StopToken),
            Test = TestScopes.Current.For(cmdlet),
            IsOneOfMany = cmdlet.IsOneOfMany,
            IsVerbose = cmdlet.IsVerbose,
            IsDebugging = cmdlet.IsDebugging,
            Report = report,
        };
        return new ConversationRunner(new RunHost(cmdlet), handler, setup, options);
    }

    /// <inheritdoc/>
    public void Tell(string text) => _cmdlet.Tell(text);

    /// <inheritdoc/>
    public void WriteDebug(string text) => _cmdlet.WriteDebug(text);

    /// <inheritdoc/>
    public void WriteWarning(string text) => _cmdlet.WriteWarning(text);

    /// <inheritdoc/>
    public void WriteProgress(ProgressRecord record) => _cmdlet.WriteProgress(record);

    /// <inheritdoc/>
    public void WriteError(ErrorRecord record) => _cmdlet.WriteError(record);

    /// <inheritdoc/>
    public bool Allows(PreparedRequest prepared, Uri endpoint, object? source, PriceList? prices) =>
        _consent.Ask(prepared, endpoint, source, prices);

    /// <inheritdoc/>
    public void Finish(BatchStatistics batch) => _consent.Finish(batch);

    /// <inheritdoc/>
    public void Report(OfoxException failure, object? source, bool endsRun, Func<ChatCompletion[]>? completed = null) =>
        _cmdlet.Report(failure, source, endsRun, completed);

    /// <inheritdoc/>
    public void Close() => _cmdlet.IsClosed = true;
}
