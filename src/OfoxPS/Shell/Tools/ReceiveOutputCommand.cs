using System;
using System.Management.Automation;
using System.Reflection;

namespace OfoxPS.Shell.Tools;

/// <summary>Stands after a tool in its pipeline: takes its output, and stops it as <c>Select-Object -First</c> would.</summary>
[Cmdlet(VerbsCommunications.Receive, "OfoxToolOutput")]
internal sealed class ReceiveOutputCommand : PSCmdlet
{
    /// <summary>The cmdlet, which is no command of the module.</summary>
    public static readonly CmdletInfo Info = new("Receive-OfoxToolOutput", typeof(ReceiveOutputCommand));

    // There is no public way to stop the commands before this one, so the engine's own exception is thrown.
    private static readonly Type? Stop = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException");

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
        if (!Output.Add(InputObject) && Stop is not null)
        {
            throw (Exception)Activator.CreateInstance(Stop, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
        }
    }
}
