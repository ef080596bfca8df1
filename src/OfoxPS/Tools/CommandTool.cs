using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Tools;

/// <summary>The command behind a tool: what of it is offered, and on which terms it runs.</summary>
internal sealed class CommandTool
{
    private readonly ConfirmImpact _impact;
    private readonly Guid _runspace = Runspace.DefaultRunspace.InstanceId;

    public CommandTool(CommandInfo command, IReadOnlyList<CommandParameterInfo> offered, ToolOptions options)
    {
        Command = command is FunctionInfo function ? function.ScriptBlock : command;
        Options = options;
        Offered = offered.ToDictionary(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        CommandMetadata metadata = new(command);
        SupportsShouldProcess = metadata.SupportsShouldProcess;
        _impact = SupportsShouldProcess ? metadata.ConfirmImpact : ConfirmImpact.None;
    }

    /// <summary>What runs. Of a function its body at this moment: what is defined later under its name has not been agreed to.</summary>
    public object Command { get; }

    /// <summary>It is a script of another runspace, whose variables and modules it would use from this thread.</summary>
    public bool IsForeign => Command is ScriptBlock && _runspace != Runspace.DefaultRunspace.InstanceId;

    public ToolOptions Options { get; }

    public IReadOnlyDictionary<string, CommandParameterInfo> Offered { get; }

    public bool SupportsShouldProcess { get; }

    /// <summary>
    /// Whether a person must agree to a call: always to one of high impact, and to any that the caller's preference asks about,
    /// unless the tool's maker decided.
    /// </summary>
    /// <param name="preference">$ConfirmPreference.</param>
    public bool MustAsk(ConfirmImpact preference) =>
        Options.Confirm ?? (_impact == ConfirmImpact.High || (_impact != ConfirmImpact.None && preference != ConfirmImpact.None && _impact >= preference));
}
