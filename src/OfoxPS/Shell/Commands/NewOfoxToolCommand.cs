using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Commands;

/// <summary>Creates a tool from a command, a script block, or a schema.</summary>
[Cmdlet(VerbsCommon.New, "OfoxTool", DefaultParameterSetName = ByCommand, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(ChatTool))]
public sealed class NewOfoxToolCommand : OfoxCmdlet
{
    private const string ByCommand = "Command";
    private const string ByScript = "ScriptBlock";
    private const string BySchema = "Schema";

    /// <summary>The command: its name, an alias, the path of a script, or what Get-Command gives.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByCommand)]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public object[] Command { get; set; } = [];

    /// <summary>A script block with a param() block.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByScript)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The name of the tool for the model, at most 64 letters, digits, _ and -; the default is the command's name.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [Parameter(Mandatory = true, ParameterSetName = BySchema)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The description of the tool for the model; the default is the synopsis of the command's help.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>The JSON Schema of the parameters, for a tool that is not run but whose calls the script handles.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySchema)]
    [JsonTreeTransformation("Schema")]
    public object? Schema { get; set; }

    /// <summary>The parameter set that is offered; the default is the command's default set.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [ArgumentCompleter(typeof(CommandPartCompleter))]
    public new string? ParameterSetName { get; set; }

    /// <summary>The parameters that are offered; all by default.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [ArgumentCompleter(typeof(CommandPartCompleter))]
    public string[]? Parameter { get; set; }

    /// <summary>Parameters that are not offered.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [ArgumentCompleter(typeof(CommandPartCompleter))]
    public string[]? Exclude { get; set; }

    /// <summary>Fixed values of parameters, as a hashtable; the model neither sees nor changes them.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    public IDictionary? Bind { get; set; }

    /// <summary>
    /// Makes the schema fit strict mode: every property is required, optional ones are nullable, and there are no others.
    /// </summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>How many levels of the output's objects are sent to the model; the default is 3.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [ValidateRange(0, 100)]
    public int OutputDepth { get; set; } = ToolDefinitionOptions.DefaultOutputDepth;

    /// <summary>The maximum number of characters of output that are sent to the model; the default is 32,000.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxOutputLength { get; set; } = ToolDefinitionOptions.DefaultMaxOutputLength;

    /// <summary>The format in which output objects are sent: Json (default), Table, List or Text.</summary>
    [Parameter(ParameterSetName = ByCommand)]
    [Parameter(ParameterSetName = ByScript)]
    [ValidateSet("Json", "Table", "List", "Text")]
    public string OutputAs { get; set; } = "Json";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (base.ParameterSetName == BySchema)
        {
            EndOnFailure(Schema, () => WriteObject(FromSchema()));
            return;
        }

        EngineIntrinsics engine = (EngineIntrinsics)SessionState.PSVariable.GetValue("ExecutionContext");
        foreach (object? source in ScriptBlock is null ? Command : [ScriptBlock])
        {
            ContinueInPipeline(source, () => WriteObject(new ToolFactory(engine).Create(source, Options())));
        }
    }

    private ChatTool FromSchema()
    {
        ChatTool tool = new()
        {
            Name = ToolFactory.NameOf(Name!),
            Description = Description,
            Schema = (OrderedDictionary)Unwrap.Value(Schema)!,
            Strict = Strict ? true : null,
        };
        if (Strict)
        {
            SchemaWords.Check(tool.Schema);
            if (StrictSchema.Make(tool.Schema) is { } loose)
            {
                throw Failure.InvalidArgument($"Strict mode cannot describe '{loose}': it has no type, or accepts any fields.");
            }
        }

        return tool;
    }

    private ToolDefinitionOptions Options() => new()
    {
        Name = Name,
        Description = Description,
        ParameterSetName = ParameterSetName,
        Parameter = Parameter,
        Exclude = Exclude ?? [],
        Bind = Bind ?? new Hashtable(),
        Strict = Strict,
        OutputDepth = OutputDepth,
        MaxOutputLength = MaxOutputLength,
        OutputAs = OutputAs,
        Confirm = IsBound("Confirm") ? IsOn("Confirm") : null,
        WhatIf = IsOn("WhatIf"),
    };
}
