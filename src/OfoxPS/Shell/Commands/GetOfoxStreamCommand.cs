using System.Management.Automation;
using OfoxPS.Shell.Pipeline;

namespace OfoxPS.Commands;

/// <summary>Sends a conversation and writes the pieces of the answer as they arrive.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxStream", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(ChatChunk))]
public sealed class GetOfoxStreamCommand : RequestCmdlet
{
    private protected override bool Streams => true;

    private protected override void OnChunk(ChatChunk chunk) => WriteObject(chunk);
}
