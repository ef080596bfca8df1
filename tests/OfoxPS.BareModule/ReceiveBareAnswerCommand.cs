using System;
using System.Management.Automation;

namespace OfoxPS.Bare;

/// <summary>Writes the text of a whole answer, and does nothing else.</summary>
[Cmdlet(VerbsCommunications.Receive, "BareAnswer")]
public sealed class ReceiveBareAnswerCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Uri? Uri { get; set; }

    [Parameter(Mandatory = true, Position = 1)]
    public string? Body { get; set; }

    protected override void EndProcessing() => WriteObject(BareLoop.Answer(Uri!, Body!));
}
