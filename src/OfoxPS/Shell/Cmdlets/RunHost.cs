using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>What a run asks of its cmdlet: whether a request may be sent, and how an error is reported.</summary>
internal sealed class RunHost(RequestCmdlet cmdlet) : IRunHost
{
    private readonly Lazy<bool> _isAsking = new(() => cmdlet.IsWhatIf || cmdlet.IsOn("Confirm") || cmdlet.IsVerbose);
    private bool _yesToAll;
    private bool _noToAll;
    private int _requests;
    private long _tokens;
    private decimal? _maximumCost = 0;

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
            Pipeline = cmdlet,
            Settings = cmdlet.Settings,
            Requests = cmdlet.Requests,
            Live = new LiveText(cmdlet, cmdlet.Requests.Stream),
            Test = TestScopes.Current.For(cmdlet),
            IsOneOfMany = cmdlet.IsOneOfMany,
            IsVerbose = cmdlet.IsVerbose,
            IsDebugging = cmdlet.IsDebugging,
            Report = report,
        };
        return new ConversationRunner(new RunHost(cmdlet), handler, setup, options);
    }

    public bool Allows(PreparedRequest prepared, Uri endpoint, object? source, PriceList? prices)
    {
        // Without -WhatIf, -Confirm and -Verbose, ShouldProcess would return true and show nothing, so no text is made.
        if (!_isAsking.Value)
        {
            return true;
        }

        string target = $"{prepared.Request.Model} at {endpoint.Authority}";
        CostEstimate estimate = CostEstimate.Of(prepared.Body, prices);
        string action = Describe(prepared.Request, prepared.Body, estimate)
            + (cmdlet.NameOf(source) is { } name ? $" about {name}" : string.Empty);
        if (!cmdlet.ShouldProcess(target, action))
        {
            Count(estimate);
            cmdlet.WriteVerbose(cmdlet.Requests.PreviewOf(prepared).ToText());
            return false;
        }

        // A cmdlet with ConfirmImpact None is never confirmed by the engine, not even with -Confirm, so the question is asked here.
        return !cmdlet.IsOn("Confirm")
            || cmdlet.ShouldContinue($"{action} to {target}?", "Send this request?", ref _yesToAll, ref _noToAll);
    }

    public void Report(OfoxException failure, object? source, bool endsRun, Func<ChatCompletion[]> completed) =>
        cmdlet.Report(failure, source, endsRun, completed);

    public void Finish(BatchStatistics batch)
    {
        if (!cmdlet.IsWhatIf || !cmdlet.MyInvocation.ExpectingInput || _requests + batch.Counts.Replayed + batch.Counts.Skipped < 2)
        {
            return;
        }

        string cost = _requests == 0 ? string.Empty
            : _maximumCost is { } sum ? $", at most {Money.Of(sum)}"
            : ", at a price that is not known";
        string replayed = batch.Counts.Replayed == 0 ? string.Empty
            : Text($"; {batch.Counts.Replayed:N0} answered in the checkpoint already");
        string skipped = batch.Counts.Skipped == 0 ? string.Empty : Text($"; {batch.Counts.Skipped:N0} for other parts (-Shard)");
        string requests = Text($"{_requests:N0} {Plural.Word(_requests, "request", "requests")}");
        string estimate = Text($"estimate: {_tokens:N0} input tokens{cost}");
        _ = cmdlet.ShouldProcess($"In all: {requests} ({estimate}){replayed}{skipped}.", null, null);
    }

    private static string Describe(ChatRequest request, RequestBody body, CostEstimate estimate)
    {
        int parts = request.Messages.Sum(static message => message.Parts.Count);
        string size = $"{Plural.Of(request.Messages.Count, "message")} ({Plural.Of(parts, "part")}, "
            + $"{(body.MediaCount > 0 ? body.MediaWords : "no attachment")}, {body.Length} bytes";
        string cost = estimate.Maximum is { } maximum ? $", at most {Money.Of(maximum)}" : string.Empty;
        return $"Send {size}; estimate: {estimate.InputTokens} input tokens{cost})";
    }

    private void Count(CostEstimate estimate)
    {
        _requests++;
        _tokens += estimate.InputTokens;
        _maximumCost += estimate.Maximum;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
