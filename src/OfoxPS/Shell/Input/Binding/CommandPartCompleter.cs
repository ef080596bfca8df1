using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes the names of parameters, or of parameter sets, of the command that has been typed before.</summary>
internal sealed class CommandPartCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CommandInfo[] commands = [.. Unwrap.Items(fakeBoundParameters["Command"]).SelectMany(Find)];
        IEnumerable<string> names = parameterName.Equals("ParameterSetName", StringComparison.OrdinalIgnoreCase)
            ? commands.SelectMany(static command => command.ParameterSets).Select(static set => set.Name)
            : commands.SelectMany(static command => command.Parameters.Keys)
                .Where(static name => !Cmdlet.CommonParameters.Contains(name) && !Cmdlet.OptionalCommonParameters.Contains(name));
        StringComparer anyCase = StringComparer.OrdinalIgnoreCase;
        return WordCompleter.Matching(names.Distinct(anyCase).OrderBy(static name => name, anyCase), wordToComplete);
    }

    private static IEnumerable<CommandInfo> Find(object? command)
    {
        if (command is CommandInfo known)
        {
            return [known];
        }

        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Microsoft.PowerShell.Core\\Get-Command").AddParameter("Name", $"{command}").AddParameter("ErrorAction", "Ignore");
        return [
            .. shell.Invoke<CommandInfo>().Take(1)
                .Select(static found => found is AliasInfo { ResolvedCommand: { } resolved } ? resolved : found)];
    }
}
