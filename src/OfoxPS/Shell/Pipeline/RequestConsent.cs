using System;
using OfoxPS.Core.Conversations;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Asks whether a request may be sent: -WhatIf and -Confirm.</summary>
internal sealed class RequestConsent
{
    private readonly RequestCmdlet _cmdlet;
    private bool _yesToAll;
    private bool _noToAll;

    public RequestConsent(RequestCmdlet cmdlet) => _cmdlet = cmdlet;

    public bool Ask(PreparedRequest prepared, Uri endpoint, object? source)
    {
        string target = $"{prepared.Request.Model} at {endpoint.Authority}";
        string action = RequestDescription.Of(prepared.Request, prepared.Body) + (_cmdlet.NameOf(source) is { } name ? $" about {name}" : string.Empty);
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
