using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes the names of commands that can be tools: functions, cmdlets and scripts, not programs.</summary>
internal sealed class CommandCompleter : IArgumentCompleter
{
    // No constant, because what measures coverage cannot read one whose type is of PowerShell.
    private static readonly CommandTypes ToolKinds = CommandTypes.Function | CommandTypes.Filter | CommandTypes.Cmdlet | CommandTypes.ExternalScript;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');

        // Before the first letter, only what the session itself has defined: a list of every command helps nobody.
        return word.Length > 0
            ? CompletionCompleters.CompleteCommand(word, null, ToolKinds)
            : CompletionCompleters.CompleteCommand(word, null, CommandTypes.Function | CommandTypes.Filter).Where(static found => IsOwn(found.ListItemText));
    }

    private static bool IsOwn(string name)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Get-Command").AddParameter("Name", name).AddParameter("ErrorAction", "Ignore").Invoke<FunctionInfo>()
            .Any(static function => string.IsNullOrEmpty(function.ModuleName) && !string.IsNullOrEmpty(function.ScriptBlock.File));
    }
}
