using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Gets the requests that were sent inside the current test block, or inside the last one.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxTestRequest")]
[OutputType(typeof(TestRequest))]
public sealed class GetOfoxTestRequestCommand : OfoxCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(TestScopes.Current.Requests.ToArray(), enumerateCollection: true);
}
