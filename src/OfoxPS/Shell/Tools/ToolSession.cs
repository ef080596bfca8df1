using System.Management.Automation;

namespace OfoxPS.Shell.Tools;

/// <summary>The pipeline in which tools run, and its streams.</summary>
/// <param name="Cmdlet">The cmdlet that runs the tools.</param>
/// <param name="Warn">Writes a warning.</param>
/// <param name="Tell">Writes to the verbose stream.</param>
/// <param name="Progress">Writes the progress of a tool: its name, a text, and a percentage or -1.</param>
/// <param name="Stop">Cancelled when the pipeline ends.</param>
internal sealed record ToolSession(
    PSCmdlet Cmdlet, Action<string> Warn, Action<string> Tell, Action<string, string, int> Progress, CancellationToken Stop);
