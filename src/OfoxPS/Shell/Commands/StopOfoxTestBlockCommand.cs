using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Ends the block that Use-OfoxTestResponse -Start or Use-OfoxCassette -Start began last.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OfoxTestBlock")]
[OutputType(typeof(void))]
public sealed class StopOfoxTestBlockCommand : OfoxCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => EndOnFailure(null, () =>
    {
        if (TestScopes.Current.Stop(this) is { } failure)
        {
            throw failure;
        }
    });
}
