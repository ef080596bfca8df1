using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Tools;

/// <summary>The command behind a tool: what of it is offered, and on which terms it runs.</summary>
internal sealed class CommandTool
{
    private readonly Guid _runspace = Runspace.DefaultRunspace.InstanceId;

    public CommandTool(CommandInfo command, IReadOnlyList<CommandParameterInfo> offered, ToolOptions options)
    {
        Command = command is FunctionInfo function ? function.ScriptBlock : command;
        Options = options;
        Offered = offered.ToDictionary(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        CommandMetadata metadata = new(command);
        SupportsShouldProcess = metadata.SupportsShouldProcess;
        MustAsk = options.Confirm ?? (SupportsShouldProcess && metadata.ConfirmImpact == ConfirmImpact.High);
    }

    /// <summary>What runs. Of a function its body at this moment: what is defined later under its name has not been agreed to.</summary>
    public object Command { get; }

    /// <summary>It is a script of another runspace, whose variables and modules it would use from this thread.</summary>
    public bool IsForeign => Command is ScriptBlock && _runspace != Runspace.DefaultRunspace.InstanceId;

    public ToolOptions Options { get; }

    public IReadOnlyDictionary<string, CommandParameterInfo> Offered { get; }

    public bool SupportsShouldProcess { get; }

    /// <summary>A person must agree to each call.</summary>
    public bool MustAsk { get; }
}
