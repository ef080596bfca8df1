using System.Management.Automation;

namespace OfoxPS.Bare;

/// <summary>Writes the pieces of an answer, and does nothing else.</summary>
[Cmdlet(VerbsCommunications.Receive, "BareStream")]
public sealed class ReceiveBareStreamCommand : BareCommand
{
    protected override void EndProcessing() => BareLoop.Stream(Uri!, Body!, WriteObject);
}
