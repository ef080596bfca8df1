using System.Management.Automation;

namespace OfoxPS.Bare;

/// <summary>Writes the text of a whole answer, and does nothing else.</summary>
[Cmdlet(VerbsCommunications.Receive, "BareAnswer")]
public sealed class ReceiveBareAnswerCommand : BareCommand
{
    protected override void EndProcessing() => WriteObject(BareLoop.Answer(Uri!, Body!));
}
