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
    /// Whether a person must agree to a call: to one that changes something, which is what a command with SupportsShouldProcess says of
    /// itself, unless its ConfirmImpact is Low or None. -Confirm of New-OfoxTool decides otherwise; $ConfirmPreference does not.
    /// </summary>
    public bool MustAsk => Options.Confirm ?? _impact >= ConfirmImpact.Medium;
}
