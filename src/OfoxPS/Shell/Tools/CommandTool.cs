using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Shell.Tools;

/// <summary>The command of a tool, the parameters that are offered, and the options with which it runs.</summary>
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

    /// <summary>
    /// The command that is run. For a function that was redefined after the tool was made, the original body: the new one has not
    /// been approved.
    /// </summary>
    public object Command => _body is null || ReferenceEquals((_command as FunctionInfo)?.ScriptBlock, _body) ? _command : _body;

    /// <summary>Whether it is a script of another runspace, which cannot be used from this thread.</summary>
    public bool IsForeign => _body is not null && _runspace != Runspace.DefaultRunspace.InstanceId;

    public ToolDefinitionOptions Options { get; }

    public IReadOnlyDictionary<string, CommandParameterInfo> Offered { get; }

    public bool SupportsShouldProcess { get; }

    /// <summary>
    /// Whether a call needs confirmation: with ConfirmImpact High always, else where $ConfirmPreference asks for it, unless -Confirm of
    /// New-OfoxTool decides.
    /// </summary>
    /// <param name="preference">$ConfirmPreference.</param>
    public bool MustAsk(ConfirmImpact preference) =>
        Options.Confirm
            ?? (_impact == ConfirmImpact.High
                || (_impact != ConfirmImpact.None && preference != ConfirmImpact.None && _impact >= preference));
}
