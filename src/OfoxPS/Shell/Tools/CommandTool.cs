using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Shell.Tools;

/// <summary>The command of a tool, the parameters that are offered, and the options with which it runs.</summary>
internal sealed class CommandTool(CommandInfo command, IReadOnlyList<CommandParameterInfo> offered, ToolDefinitionOptions options)
{
    private readonly ScriptBlock? _body = (command as FunctionInfo)?.ScriptBlock;
    private readonly CommandMetadata _metadata = new(command);
    private readonly Guid _runspace = Runspace.DefaultRunspace.InstanceId;

    /// <summary>
    /// The command that is run. For a function that was redefined after the tool was made, the original body: the new one has not
    /// been approved.
    /// </summary>
    public object Command => _body is null || ReferenceEquals((command as FunctionInfo)?.ScriptBlock, _body) ? command : _body;

    /// <summary>Whether it is a script of another runspace, which cannot be used from this thread.</summary>
    public bool IsForeign => _body is not null && _runspace != Runspace.DefaultRunspace.InstanceId;

    public ToolDefinitionOptions Options { get; } = options;

    public IReadOnlyDictionary<string, CommandParameterInfo> Offered { get; } =
        offered.ToDictionary(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

    public bool SupportsShouldProcess => _metadata.SupportsShouldProcess;

    /// <summary>
    /// Whether a person must agree to a call: to one that changes something, which is what a command with SupportsShouldProcess says of
    /// itself, unless its ConfirmImpact is Low or None. -Confirm of New-OfoxTool decides otherwise; $ConfirmPreference does not.
    /// </summary>
    public bool MustAsk => Options.Confirm ?? (SupportsShouldProcess && _metadata.ConfirmImpact >= ConfirmImpact.Medium);
}
