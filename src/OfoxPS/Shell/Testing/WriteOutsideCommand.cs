using System.Management.Automation;

namespace OfoxPS.Shell.Testing;

/// <summary>
/// Writes the output of a test block outside the block, so that its answers do not serve the commands downstream. It is appended
/// to the pipeline of the block.
/// </summary>
[Cmdlet(VerbsCommunications.Write, "OfoxOutside")]
internal sealed class WriteOutsideCommand : PSCmdlet
{
    /// <summary>The cmdlet for pipelines; the module does not export it.</summary>
    public static readonly CmdletInfo Info = new("Write-OfoxOutside", typeof(WriteOutsideCommand));

    /// <summary>Receives the output where the block does not run in the pipeline of its cmdlet; null writes it to the pipeline.</summary>
    [Parameter(Position = 0)]
    public Action<PSObject?>? Target { get; set; }

    /// <summary>The output of the block.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord() => TestScopes.Current.RunOutside(() => (Target ?? WriteObject)(InputObject));
}
