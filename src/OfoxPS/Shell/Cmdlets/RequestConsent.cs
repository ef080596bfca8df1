using System;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>Asks whether a request may be sent: -WhatIf and -Confirm.</summary>
internal sealed class RequestConsent
{
    private readonly RequestCmdlet _cmdlet;
    private readonly Lazy<bool> _isAsking;
    private bool _yesToAll;
    private bool _noToAll;
    private int _requests;
    private long _tokens;
    private decimal? _maximumCost = 0;

    public RequestConsent(RequestCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _isAsking = new Lazy<bool>(() => cmdlet.IsWhatIf || cmdlet.IsOn("Confirm") || cmdlet.IsTelling);
    }

    /// <summary>Whether a request may be sent.</summary>
    /// <param name="prepared">The request.</param>
    /// <param name="endpoint">Where it goes.</param>
    /// <param name="source">The input that it is about.</param>
    /// <param name="prices">The price list; null where there is none.</param>
    public bool Ask(PreparedRequest prepared, Uri endpoint, object? source, PriceList? prices)
    {
        // Without any of these the engine would say yes and show nothing, so there is nothing to put into words.
        if (!_isAsking.Value)
        {
            return true;
        }

        string target = $"{prepared.Request.Model} at {endpoint.Authority}";
        CostEstimate estimate = CostEstimate.Of(prepared.Body, prices);
        string action = RequestDescription.Of(prepared.Request, prepared.Body, estimate) + (_cmdlet.NameOf(source) is { } name ? $" about {name}" : string.Empty);
        if (!_cmdlet.ShouldProcess(target, action))
        {
            Count(estimate);
            _cmdlet.Tell(_cmdlet.Requests.PreviewOf(prepared).ToText());
            return false;
        }

        // With an impact of none the engine asks for no preference, and not for -Confirm either; who says it is asked.
        return !_cmdlet.IsOn("Confirm")
            || _cmdlet.ShouldContinue($"{action} to {target}?", "Send this request?", ref _yesToAll, ref _noToAll);
    }

    /// <summary>There is no further input: -WhatIf tells what all requests of a pipeline come to.</summary>
    /// <param name="batch">The numbers of the run.</param>
    public void Finish(BatchStatistics batch)
    {
        if (!_cmdlet.IsWhatIf || !_cmdlet.MyInvocation.ExpectingInput || _requests + batch.Replayed + batch.Skipped < 2)
        {
            return;
        }

        string cost = _requests == 0 ? string.Empty
            : _maximumCost is { } sum ? $", at most {Money.Of(sum)}"
            : ", at a price that is not known";
        string replayed = batch.Replayed == 0 ? string.Empty : Text($"; {batch.Replayed:N0} answered in the checkpoint already");
        string skipped = batch.Skipped == 0 ? string.Empty : Text($"; {batch.Skipped:N0} for other parts (-Shard)");
        string requests = Text($"{_requests:N0} {Plural.Word(_requests, "request", "requests")}");
        string estimate = Text($"estimate: {_tokens:N0} input tokens{cost}");
        _ = _cmdlet.ShouldProcess($"In all: {requests} ({estimate}){replayed}{skipped}.", null, null);
    }

    private void Count(CostEstimate estimate)
    {
        _requests++;
        _tokens += estimate.InputTokens;
        _maximumCost += estimate.Maximum;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
