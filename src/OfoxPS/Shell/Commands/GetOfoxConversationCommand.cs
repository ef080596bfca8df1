using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Running;

namespace OfoxPS.Commands;

/// <summary>Gets the conversation that Invoke-OfoxChat -Continue continues.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxConversation")]
[OutputType(typeof(OfoxConversation))]
public sealed class GetOfoxConversationCommand : OfoxCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => EndOnFailure(null, () => WriteObject(LastConversation.Get(this)));
}
