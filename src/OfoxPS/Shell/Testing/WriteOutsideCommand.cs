using System;
using System.Management.Automation;

namespace OfoxPS.Shell.Testing;

/// <summary>Stands at the end of a block of a test: while what the block wrote is worked on further down, the block does not answer.</summary>
[Cmdlet(VerbsCommunications.Write, "OfoxOutside")]
internal sealed class WriteOutsideCommand : PSCmdlet
{
    /// <summary>The cmdlet, which is no command of the module.</summary>
    public static readonly CmdletInfo Info = new("Write-OfoxOutside", typeof(WriteOutsideCommand));

    /// <summary>Who takes it where the block is no part of the pipeline of the one that runs it.</summary>
    [Parameter(Position = 0)]
    public Action<PSObject?>? Target { get; set; }

    /// <summary>What the block wrote.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => TestScopes.Current.RunOutside(() => (Target ?? WriteObject)(InputObject));
}
