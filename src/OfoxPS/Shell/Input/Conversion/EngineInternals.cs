using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Access to members of PowerShell's engine that are not public. Each member has a fallback for engines that lack it.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private const string Commands = "Microsoft.PowerShell.Commands.";

    private static readonly Type? StopUpstream = typeof(PSCmdlet).Assembly.GetType(
        "System.Management.Automation.StopUpstreamCommandsException");

    private static readonly Func<PSObject, string?>? TextFromElsewhere = (Func<PSObject, string?>?)typeof(PSObject)
        .GetProperty("ToStringFromDeserialization", Any)?.GetMethod?.CreateDelegate(typeof(Func<PSObject, string?>));

    /// <summary>Whether an object may have been deserialised, because it has kept the text of the original.</summary>
    public static bool IsDeserialized(PSObject value) => TextFromElsewhere is null || TextFromElsewhere(value) is not null;

    /// <summary>Whether the information stream of a cmdlet is redirected or captured.</summary>
    public static bool HasInformationTarget(ICommandRuntime runtime) => Property(runtime, "InformationOutputPipe") is not null;

    /// <summary>Whether the output of a cmdlet goes to the host, rather than to a command, variable or file.</summary>
    public static bool WritesToHost(ICommandRuntime runtime) =>
        Property(Property(Property(runtime, "OutputPipe"), "DownstreamCmdlet"), "CommandInfo") is CommandInfo { Name: "Out-Default" };

    /// <summary>Sets the warning preference of a cmdlet, as -WarningAction does.</summary>
    public static void SetWarningPreference(ICommandRuntime runtime, ActionPreference preference) =>
        runtime.GetType().GetProperty("WarningPreference", Any)?.SetValue(runtime, preference);

    /// <summary>Whether a transcript of the host is being written.</summary>
    public static bool IsTranscribing(PSHostUserInterface? ui) => Property(ui, "IsTranscribing") is true;

    /// <summary>Writes a text to the transcripts of a host, and not to the host; false where the engine has no such method.</summary>
    public static bool Transcribe(PSHostUserInterface ui, string text)
    {
        MethodInfo? transcribe = typeof(PSHostUserInterface).GetMethod("TranscribeResult", Any, null, [typeof(string)], null);
        transcribe?.Invoke(ui, [text]);
        return transcribe is not null;
    }

    /// <summary>
    /// The exception with which a cmdlet stops the commands before it, as <c>Select-Object -First</c> does; null where the engine has
    /// none.
    /// </summary>
    public static Exception? StopBefore(Cmdlet cmdlet) => StopUpstream is null
        ? null
        : (Exception?)Activator.CreateInstance(StopUpstream, Any, null, [cmdlet], null);

    /// <summary>
    /// Whether the view that is being made goes to the host, rather than to a redirection, Out-File, Out-String, Tee-Object, another
    /// program or Format-Custom.
    /// </summary>
    public static bool IsViewForHost()
    {
        // A view cannot know its reader, but the command that formats is on the call stack.
        string?[] types = [.. (new StackTrace().GetFrames() ?? []).Select(static frame => frame?.GetMethod()?.DeclaringType?.FullName)];
        return types.Contains(Commands + "Internal.Format.OutputManagerInner")
            && !types.Contains(Commands + "OutFileCommand") && !types.Contains(Commands + "OutStringCommand");
    }

    /// <summary>
    /// The arguments of a cmdlet that belong to no parameter, during binding: a name without its dash, or a value. Empty where the
    /// cmdlet is only described, as by Get-Command.
    /// </summary>
    public static IReadOnlyList<(string? Name, object? Value)> UnboundArguments(Cmdlet cmdlet)
    {
        object? processor = CommandsOf(cmdlet).FirstOrDefault(each => ReferenceEquals(Property(each, "Command"), cmdlet));
        return Property(Property(processor, "CmdletParameterBinderController"), "UnboundArguments") is ICollection { Count: > 0 } unbound
            ? [.. unbound.Cast<object>().Select(static argument => Property(argument, "ParameterNameSpecified") is true
                ? (Property(argument, "ParameterName") as string, null)
                : ((string?)null, Property(argument, "ArgumentValue")))]
            : [];
    }

    /// <summary>The number of input objects of a pipeline that begins with a collection that has a count; null for any other.</summary>
    public static int? CountOfInput(Cmdlet cmdlet) =>
        Field(Property(cmdlet.CommandRuntime, "InputPipe"), "_enumeratorToProcess") is not IEnumerator items ? null
        : items.GetType().Name == "RangeEnumerator" && Property(items, "LowerBound") is int low && Property(items, "UpperBound") is int high
            ? (int)Math.Min(int.MaxValue, Math.Abs((long)high - low) + 1)
        : CollectionOf(items)?.Count;

    /// <summary>
    /// The command that writes the input of a cmdlet, and its arguments, if it is the first of the pipeline; null otherwise.
    /// </summary>
    public static (CommandInfo Command, IReadOnlyDictionary<string, object> Parameters)? CommandBefore(Cmdlet cmdlet)
    {
        object[] commands = [.. CommandsOf(cmdlet)];
        return commands.Length > 1 && ReferenceEquals(Property(commands[1], "Command"), cmdlet)
            && Property(commands[0], "Command") is PSCmdlet { MyInvocation.ExpectingInput: false } first
            && Property(commands[0], "CommandInfo") is CommandInfo command
            ? (command, first.MyInvocation.BoundParameters)
            : null;
    }

    /// <summary>The program whose output a cmdlet gets line by line; null where something else stands before it in the pipeline.</summary>
    public static string? ProgramBefore(Cmdlet cmdlet)
    {
        object[] commands = [.. CommandsOf(cmdlet)];
        int place = Array.FindIndex(commands, each => ReferenceEquals(Property(each, "Command"), cmdlet));
        return place > 0 && Property(commands[place - 1], "CommandInfo") is ApplicationInfo program ? program.Name : null;
    }

    /// <summary>
    /// Whether the command whose arguments are bound is only described, as for Tab and Get-Command, and will not run. False where the
    /// engine does not tell.
    /// </summary>
    public static bool IsDescribing(EngineIntrinsics engine) =>
        Property(Property(Field(engine, "_context"), "CurrentCommandProcessor"), "CommandRuntime") is { } runtime
            && runtime.GetType().GetProperty("PipelineProcessor", Any) is { } pipeline && pipeline.GetValue(runtime) is null;

    /// <summary>
    /// The kind of range of a <c>ValidateRange</c> attribute in PowerShell 7: Positive, NonNegative, Negative or NonPositive; null for one
    /// with bounds.
    /// </summary>
    public static string? RangeKindOf(ValidateRangeAttribute range) => Property(range, "RangeKind")?.ToString();

    /// <summary>The parameters of <c>function f($a) { }</c>: PowerShellStandard lacks the property that all engines have.</summary>
    public static IEnumerable<ParameterAst>? ParametersOf(FunctionDefinitionAst function) =>
        Property(function, "Parameters") as IEnumerable<ParameterAst>;

    /// <summary>
    /// What Register-ArgumentCompleter has registered in the session of this thread, by command and parameter; null where the engine
    /// keeps it elsewhere. The cmdlet itself would replace what is there.
    /// </summary>
    public static IDictionary<string, ScriptBlock>? ArgumentCompleters()
    {
        object? context = Property(Runspace.DefaultRunspace, "ExecutionContext");
        PropertyInfo? property = context?.GetType().GetProperty("CustomArgumentCompleters", Any);
        object? known = property?.GetValue(context);
        if (known is null && property is { CanWrite: true })
        {
            known = new Dictionary<string, ScriptBlock>(StringComparer.OrdinalIgnoreCase);
            property.SetValue(context, known);
        }

        return known as IDictionary<string, ScriptBlock>;
    }

    /// <summary>A script that the engine parses when it first runs, because parsing takes a large part of an import.</summary>
    public static ScriptBlock ParsedLater(string script)
    {
        MethodInfo? create = typeof(ScriptBlock).GetMethod(
            "CreateDelayParsedScriptBlock", BindingFlags.Static | BindingFlags.NonPublic, null, [typeof(string), typeof(bool)], null);
        return create?.Invoke(null, [script, false]) as ScriptBlock ?? ScriptBlock.Create(script);
    }

    private static IEnumerable<object> CommandsOf(Cmdlet cmdlet) =>
        (Property(Property(cmdlet.CommandRuntime, "PipelineProcessor"), "Commands") as IEnumerable)?.Cast<object>() ?? [];

    // The collection of an enumerator that is nested in the collection's type. Other enumerators may give only a part of one.
    private static ICollection? CollectionOf(IEnumerator items)
    {
        Type type = items.GetType();
        return type.Name.EndsWith("ArrayEnumerator", StringComparison.Ordinal) || typeof(ICollection).IsAssignableFrom(type.DeclaringType)
            ? type.GetFields(Any).Select(field => field.GetValue(items)).OfType<ICollection>().FirstOrDefault()
            : null;
    }

    private static object? Field(object? value, string name) => value?.GetType().GetField(name, Any)?.GetValue(value);

    private static object? Property(object? value, string name) => value?.GetType().GetProperty(name, Any)?.GetValue(value);
}
