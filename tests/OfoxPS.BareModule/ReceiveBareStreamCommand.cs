using System;
using System.Management.Automation;

namespace OfoxPS.Bare;

/// <summary>Writes the pieces of an answer, and does nothing else.</summary>
[Cmdlet(VerbsCommunications.Receive, "BareStream")]
public sealed class ReceiveBareStreamCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Uri? Uri { get; set; }

    [Parameter(Mandatory = true, Position = 1)]
    public string? Body { get; set; }

    protected override void EndProcessing() => BareLoop.Stream(Uri!, Body!, WriteObject);
}
