using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>
/// Receives the output of a tool at the end of its pipeline, and stops it as <c>Select-Object -First</c> does when enough has
/// come.
/// </summary>
[Cmdlet(VerbsCommunications.Receive, "OfoxToolOutput")]
internal sealed class ReceiveOutputCommand : PSCmdlet
{
    /// <summary>The cmdlet for pipelines; the module does not export it.</summary>
    public static readonly CmdletInfo Info = new("Receive-OfoxToolOutput", typeof(ReceiveOutputCommand));

    /// <summary>Receives the output; stops the tool when it returns false.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ToolOutput Output { get; set; } = null!;

    /// <summary>The output of the tool.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (!Output.Add(InputObject) && EngineInternals.StopBefore(this) is { } stop)
        {
            throw stop;
        }
    }
}
