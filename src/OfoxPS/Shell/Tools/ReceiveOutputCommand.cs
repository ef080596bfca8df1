using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Stands after a tool in its pipeline: takes its output, and stops it as <c>Select-Object -First</c> would.</summary>
[Cmdlet(VerbsCommunications.Receive, "OfoxToolOutput")]
internal sealed class ReceiveOutputCommand : PSCmdlet
{
    /// <summary>The cmdlet, which is no command of the module.</summary>
    public static readonly CmdletInfo Info = new("Receive-OfoxToolOutput", typeof(ReceiveOutputCommand));

    /// <summary>Where it goes.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ToolOutput Output { get; set; } = null!;

    /// <summary>What the tool wrote.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Output.Add(InputObject) && EngineInternals.StopBefore(this) is { } stop)
        {
            throw stop;
        }
    }
}
