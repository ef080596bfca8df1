using System;
using System.Management.Automation;
using System.Threading;

namespace OfoxPS.Shell.Tools;

/// <summary>The pipeline in which tools run, as far as they tell it something.</summary>
/// <param name="Cmdlet">The cmdlet in it.</param>
/// <param name="Warn">Writes a warning.</param>
/// <param name="Tell">Writes to the verbose stream.</param>
/// <param name="Progress">Shows the progress of a tool: its name, a text and the percentage, -1 where that is not known.</param>
/// <param name="Stop">The end of the pipeline.</param>
internal sealed record ToolSession(PSCmdlet Cmdlet, Action<string> Warn, Action<string> Tell, Action<string, string, int> Progress, CancellationToken Stop);
