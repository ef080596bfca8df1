using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Commands;

/// <summary>Calls a tool without a model: with the same check of its arguments as for a model, and its output as objects.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "OfoxTool", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(object))]
public sealed class InvokeOfoxToolCommand : OfoxCmdlet
{
    /// <summary>The tool: a ChatTool, a command, or a tool of an MCP server.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ToolTransformation]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public object Tool { get; set; } = null!;

    /// <summary>The arguments: a hashtable, an object or the text of a JSON object; none by default.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [JsonTreeTransformation("Argument")]
    public object? Argument { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ContinueInPipeline(Argument ?? Tool, () =>
    {
        try
        {
            Call();
        }
        catch (ToolCallException refused)
        {
            throw Failure.InvalidArgument(refused.Message, refused);
        }
    });

    private void Call()
    {
        ChatTool[] tools = (ChatTool[])Tool;
        ChatTool tool = tools.Length == 1
            ? tools[0]
            : throw Failure.InvalidArgument($"-Tool must be one tool, not {tools.Length}. Name it, as in $server.Tools['name']");
        IDictionary arguments = Argument as IDictionary ?? new OrderedDictionary();
        switch (tool.Runner)
        {
            case IRemoteTool remote when ShouldProcess(remote.Shown, "Call"):
                RemoteResult result = new ToolRunner(this, static text => text).CallForScript(remote, tool, arguments);
                foreach (object? item in result.Objects)
                {
                    WriteObject(item);
                }

                break;
            case CommandTool command when ShouldProcess(command.Options.Shown, "Call"):
                Hashtable values = ToolArguments.Given(command, arguments);
                using (SteppablePipeline pipeline = ScriptBlock.Create("param($command, $values) & $command @values")
                    .GetSteppablePipeline(CommandOrigin.Internal, [command.Command, values]))
                {
                    pipeline.Begin(this);
                    pipeline.End();
                }

                break;
            case null:
                throw Failure.InvalidArgument($"The tool '{tool.Name}' has a schema and nothing that runs it");
        }
    }
}
