using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Completes the names of commands that can be tools: first the functions of the session, then other functions, cmdlets and
/// scripts.
/// </summary>
internal sealed class CommandCompleter : IArgumentCompleter
{
    // Not a constant, because coverlet cannot read constants whose type is from PowerShell.
    private static readonly CommandTypes ToolKinds = CommandTypes.Function | CommandTypes.Filter | CommandTypes.Cmdlet
        | CommandTypes.ExternalScript;

    private static readonly Lazy<HashSet<string>> BuiltIn = new(static () => new HashSet<string>(
        InitialSessionState.CreateDefault2().Commands.OfType<SessionStateFunctionEntry>().Select(static function => function.Name)
            .Concat(["prompt", "PSConsoleHostReadLine", "TabExpansion2"]),
        StringComparer.OrdinalIgnoreCase));

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        string[] own = [
            .. OwnFunctions().Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)];

        // Without a letter only the functions of the session are offered. Commands of modules that are not loaded, and scripts,
        // are searched only if nothing else matches, because that takes ten times as long.
        string[] loaded = word.Length == 0 ? [] : [.. Loaded(word).Except(own, StringComparer.OrdinalIgnoreCase)];
        return own.Length + loaded.Length > 0 || word.Length == 0
            ? own.Concat(loaded).Select(static name => new CompletionResult(Quoted(name), name, CompletionResultType.Command, name))
            : CompletionCompleters.CompleteCommand(word, null, ToolKinds);
    }

    private static IEnumerable<string> Loaded(string word)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return [
            .. shell.AddCommand("Microsoft.PowerShell.Core\\Get-Command").AddParameter("ListImported")
                .AddParameter("Name", WildcardPattern.Escape(word) + "*")
            .AddParameter("CommandType", CommandTypes.Function | CommandTypes.Filter | CommandTypes.Cmdlet)
                .AddParameter("ErrorAction", ActionPreference.Ignore)
            .Invoke<CommandInfo>().Select(static command => command.Name).OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)];
    }

    // The functions that were typed or dot-sourced: those of the Function: drive that belong to no module and are not PowerShell's own.
    private static IEnumerable<string> OwnFunctions()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return [
            .. shell.AddCommand("Microsoft.PowerShell.Management\\Get-ChildItem").AddParameter("LiteralPath", "Function:/")
                .AddParameter("ErrorAction", ActionPreference.Ignore).Invoke<FunctionInfo>()
            .Where(static function => string.IsNullOrEmpty(function.ModuleName) && !BuiltIn.Value.Contains(function.Name))
            .Select(static function => function.Name)];
    }

    private static string Quoted(string name) => name.Any(static c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.'))
        ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'"
        : name;
}
