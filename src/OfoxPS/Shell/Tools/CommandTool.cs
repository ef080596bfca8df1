using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Shell.Tools;

/// <summary>The command behind a tool: what of it is offered, and on which terms it runs.</summary>
internal sealed class CommandTool
{
    private readonly CommandInfo _command;
    private readonly ScriptBlock? _body;
    private readonly ConfirmImpact _impact;
    private readonly Guid _runspace = Runspace.DefaultRunspace.InstanceId;

    public CommandTool(CommandInfo command, IReadOnlyList<CommandParameterInfo> offered, ToolDefinitionOptions options)
    {
        _command = command;
        _body = (command as FunctionInfo)?.ScriptBlock;
        Options = options;
        Offered = offered.ToDictionary(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        CommandMetadata metadata = new(command);
        SupportsShouldProcess = metadata.SupportsShouldProcess;
        _impact = SupportsShouldProcess ? metadata.ConfirmImpact : ConfirmImpact.None;
    }

    /// <summary>What runs. Of a function that was defined anew, its body of then: what came later has not been agreed to.</summary>
    public object Command => _body is null || ReferenceEquals((_command as FunctionInfo)?.ScriptBlock, _body) ? _command : _body;

    /// <summary>It is a script of another runspace, whose variables and modules it would use from this thread.</summary>
    public bool IsForeign => _body is not null && _runspace != Runspace.DefaultRunspace.InstanceId;

    public ToolDefinitionOptions Options { get; }

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
