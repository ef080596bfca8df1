using System;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>Asks whether a request may be sent: -WhatIf and -Confirm.</summary>
internal sealed class RequestConsent
{
    private readonly RequestCmdlet _cmdlet;
    private readonly Lazy<bool> _isAsking;
    private bool _yesToAll;
    private bool _noToAll;

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
        string action = RequestDescription.Of(prepared.Request, prepared.Body, CostEstimate.Of(prepared.Body, prices)) + (_cmdlet.NameOf(source) is { } name ? $" about {name}" : string.Empty);
        if (!_cmdlet.ShouldProcess(target, action))
        {
            _cmdlet.Tell(_cmdlet.Requests.PreviewOf(prepared).ToText());
            return false;
        }

        // With an impact of none the engine asks for no preference, and not for -Confirm either; who says it is asked.
        return !_cmdlet.IsOn("Confirm")
            || _cmdlet.ShouldContinue($"{action} to {target}?", "Send this request?", ref _yesToAll, ref _noToAll);
    }
}
