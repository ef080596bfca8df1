using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// What of PowerShell's engine there is no public way to. All of it is here, and each falls back to a plain answer where an engine has it no more.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private const string Commands = "Microsoft.PowerShell.Commands.";

    private static readonly Type? StopUpstream = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException");

    private static readonly Func<PSObject, string?>? TextFromElsewhere = (Func<PSObject, string?>?)typeof(PSObject)
        .GetProperty("ToStringFromDeserialization", Any)?.GetMethod?.CreateDelegate(typeof(Func<PSObject, string?>));

    /// <summary>Whether an object may have come from a job, a file or another machine: it has brought the text that it had there.</summary>
    public static bool IsDeserialized(PSObject value) => TextFromElsewhere is null || TextFromElsewhere(value) is not null;

    /// <summary>Whether somebody has redirected or captured the information stream of a cmdlet.</summary>
    public static bool HasInformationTarget(ICommandRuntime runtime) => Property(runtime, "InformationOutputPipe") is not null;

    /// <summary>Whether what a cmdlet writes goes straight to the host: no other command, variable or file takes it.</summary>
    public static bool WritesToHost(ICommandRuntime runtime) =>
        Property(Property(Property(runtime, "OutputPipe"), "DownstreamCmdlet"), "CommandInfo") is CommandInfo { Name: "Out-Default" };

    /// <summary>Sets the preference for warnings of a cmdlet, as -WarningAction would.</summary>
    public static void SetWarningPreference(ICommandRuntime runtime, ActionPreference preference) =>
        runtime.GetType().GetProperty("WarningPreference", Any)?.SetValue(runtime, preference);

    /// <summary>Whether what a host shows is kept in a transcript.</summary>
    public static bool IsTranscribing(PSHostUserInterface? ui) => Property(ui, "IsTranscribing") is true;

    /// <summary>What a cmdlet throws to stop the commands before it, as <c>Select-Object -First</c> does; null where the engine has no such thing.</summary>
    public static Exception? StopBefore(Cmdlet cmdlet) => StopUpstream is null ? null : (Exception?)Activator.CreateInstance(StopUpstream, Any, null, [cmdlet], null);

    /// <summary>
    /// Whether the view that is being made goes to the host. A redirection, Out-File, Out-String, Tee-Object and another program are no host,
    /// and neither is Format-Custom, whose result may go anywhere.
    /// </summary>
    public static bool IsViewForHost()
    {
        // A view is not told who asks. The commands that take its text stand below it on the stack.
        string?[] types = [.. (new StackTrace().GetFrames() ?? []).Select(static frame => frame?.GetMethod()?.DeclaringType?.FullName)];
        return types.Contains(Commands + "Internal.Format.OutputManagerInner")
            && !types.Contains(Commands + "OutFileCommand") && !types.Contains(Commands + "OutStringCommand");
    }

    /// <summary>
    /// The arguments of a cmdlet that belong to none of its parameters, while they are bound: a name without its dash, or a value. None where the
    /// cmdlet does not run in a pipeline but is only described.
    /// </summary>
    public static IReadOnlyList<(string? Name, object? Value)> UnboundArguments(Cmdlet cmdlet)
    {
        object? processor = (Property(Property(cmdlet.CommandRuntime, "PipelineProcessor"), "Commands") as IEnumerable)?.Cast<object>()
            .FirstOrDefault(each => ReferenceEquals(Property(each, "Command"), cmdlet));
        return Property(Property(processor, "CmdletParameterBinderController"), "UnboundArguments") is IEnumerable unbound
            ? [.. unbound.Cast<object>().Select(static argument => Property(argument, "ParameterNameSpecified") is true
                ? (Property(argument, "ParameterName") as string, null)
                : ((string?)null, Property(argument, "ArgumentValue")))]
            : [];
    }

    /// <summary>How many objects a pipeline begins with, where it begins with a collection that has a count; null elsewhere.</summary>
    public static int? CountOfInput(Cmdlet cmdlet) =>
        Field(Property(cmdlet.CommandRuntime, "InputPipe"), "_enumeratorToProcess") is not IEnumerator items ? null
        : items.GetType().Name == "RangeEnumerator" && Property(items, "LowerBound") is int low && Property(items, "UpperBound") is int high
            ? (int)Math.Min(int.MaxValue, Math.Abs((long)high - low) + 1)
        : CollectionOf(items)?.Count;

    /// <summary>The command that a cmdlet gets its input from, and what was given to it, where it is the first of the pipeline; null elsewhere.</summary>
    public static (CommandInfo Command, IReadOnlyDictionary<string, object> Parameters)? CommandBefore(Cmdlet cmdlet)
    {
        object[] commands = [.. (Property(Property(cmdlet.CommandRuntime, "PipelineProcessor"), "Commands") as IEnumerable)?.Cast<object>() ?? []];
        return commands.Length > 1 && ReferenceEquals(Property(commands[1], "Command"), cmdlet)
            && Property(commands[0], "Command") is PSCmdlet { MyInvocation.ExpectingInput: false } first && Property(commands[0], "CommandInfo") is CommandInfo command
            ? (command, first.MyInvocation.BoundParameters)
            : null;
    }

    // The enumerator of a collection belongs to its type, and holds it. Others may hold collections that they take only a part of.
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
