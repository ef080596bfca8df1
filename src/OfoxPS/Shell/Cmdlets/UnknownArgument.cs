using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// An argument that belongs to no parameter. The error and its id are PowerShell's own; the recommended action says what was
/// probably meant. The message shows no value that PowerShell's message would not show, because it may be a secret.
/// </summary>
internal sealed class UnknownArgument(string? name, object? value)
{
    /// <summary>The first argument of a cmdlet that belongs to no parameter, during parameter binding; null if there is none.</summary>
    public static UnknownArgument? Of(Cmdlet cmdlet)
    {
        IReadOnlyList<(string? Name, object? Value)> unbound = EngineInternals.UnboundArguments(cmdlet);
        (string? Name, object? Value)[] named = [.. unbound.Where(static argument => argument.Name is not null).Take(1)];
        return named.Length > 0 ? new UnknownArgument(named[0].Name, null)
            : unbound.Count > 0 ? new UnknownArgument(null, unbound[0].Value)
            : null;
    }

    /// <summary>A hidden parameter that takes all such arguments, so that binding succeeds and the cmdlet can report them.</summary>
    public static RuntimeDefinedParameterDictionary Taken()
    {
        Collection<Attribute> attributes = [
            new ParameterAttribute { ValueFromRemainingArguments = true, DontShow = true }, new AllowNullAttribute(),
            new AllowEmptyCollectionAttribute()];
        return new RuntimeDefinedParameterDictionary { ["UnknownArgument"] = new("UnknownArgument", typeof(object[]), attributes) };
    }

    /// <summary>The engine's error, with what was probably meant.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="advice">What the cmdlet advises where nothing is near; null if nothing.</param>
    public ErrorRecord ToErrorRecord(PSCmdlet cmdlet, string? advice)
    {
        string message = name is not null
            ? $"A parameter cannot be found that matches parameter name '{TerminalText.OneLine(name)}'."
            : $"A positional parameter cannot be found that accepts argument '{TerminalText.OneLine($"{value}")}'.";
        return name is not null
            ? ErrorRecords.OfBinding("NamedParameterNotFound", message, OfName(name, cmdlet, advice))
            : ErrorRecords.OfBinding("PositionalParameterNotFound", message, advice ?? OfValue($"{value}", cmdlet));
    }

    private static string OfName(string name, PSCmdlet cmdlet, string? advice)
    {
        CommandInfo command = cmdlet.MyInvocation.MyCommand;
        string[] parameters = ParametersOf(command);
        string[] settings = command.Module?.ExportedCmdlets.TryGetValue("Set-OfoxConfiguration", out CmdletInfo? set) == true
            ? ParametersOf(set)
            : [];
        return settings.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"-{name} is a parameter of Set-OfoxConfiguration."
            : OtherName.Advice(name, NameOf(cmdlet), parameters) is { } known ? known
            : NearestName.Of(name, parameters) is { } near ? $"Did you mean -{near}?"
            : advice ?? $"Get-Help {command.Name} -Parameter * lists the parameters.";
    }

    private static string OfValue(string word, PSCmdlet cmdlet)
    {
        string name = NameOf(cmdlet);
        KeyValuePair<string, object> cut = cmdlet.MyInvocation.BoundParameters.FirstOrDefault(
            static bound => bound.Value is string text && text.EndsWith("]@", StringComparison.Ordinal));
        return cut.Key is not null ? $"A hashtable with a type before it is given in parentheses: -{cut.Key} ({cut.Value}{{ ... }})"
            : SwitchBefore(word, cmdlet) is { } switched ? switched
            : cmdlet is not RequestCmdlet ? $"Get-Help {name} shows what {name} takes."
            : MediaFormat.OfName(word) is { } format
                ? $"A file such as {format.Name} is sent with -Attachment: {name} '...' -Attachment {TerminalText.OneLine(word)}"
            : IsFile(cmdlet, word) ? $"A file is sent through the pipeline: Get-Item {TerminalText.OneLine(word)} | {name} '...'"
            : $"A prompt of several words needs quotes, as in {name} 'why is the sky blue?'.";
    }

    // A switch with a value after it. Its name may be short for another than was meant: -n 3 is -NoToolExecution 3.
    private static string? SwitchBefore(string word, PSCmdlet cmdlet)
    {
        string pattern = $@"\s-(\w+)\s+['""]?{Regex.Escape(word)}(?!\w)";
        foreach (Match match in Regex.Matches(cmdlet.MyInvocation.Line ?? string.Empty, pattern))
        {
            string typed = match.Groups[1].Value;
            if (cmdlet.MyInvocation.BoundParameters.FirstOrDefault(bound => bound.Value is SwitchParameter
                && bound.Key.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Key is { } name)
            {
                string meaning = typed.Length < name.Length ? $"-{name}, a switch" : "a switch";
                string? advice = OtherName.Advice(typed, NameOf(cmdlet), ParametersOf(cmdlet.MyInvocation.MyCommand));
                return $"{advice} -{typed} is {meaning}, which takes no value.".TrimStart();
            }
        }

        return null;
    }

    private static string NameOf(PSCmdlet cmdlet) => cmdlet.MyInvocation.InvocationName is { Length: > 1 } typed
        ? TerminalText.OneLine(typed)
        : cmdlet.MyInvocation.MyCommand.Name;

    private static bool IsFile(PSCmdlet cmdlet, string word)
    {
        try
        {
            return word.Length > 0 && cmdlet.InvokeProvider.Item.Exists(word, force: false, literalPath: true);
        }
        catch (Exception error) when (error is RuntimeException or NotSupportedException)
        {
            return false;
        }
    }

    private static string[] ParametersOf(CommandInfo command) =>
        [.. command.Parameters.Keys.Where(
            static name => !Cmdlet.CommonParameters.Contains(name) && !Cmdlet.OptionalCommonParameters.Contains(name))];
}
