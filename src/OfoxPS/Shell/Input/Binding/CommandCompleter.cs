using System.Collections;
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
    // No constant, because what measures coverage cannot read one whose type is of PowerShell.
    private static readonly CommandTypes Functions = CommandTypes.Function | CommandTypes.Filter;

    private static readonly CommandTypes ToolKinds = Functions | CommandTypes.Cmdlet | CommandTypes.ExternalScript;

    private static readonly Lazy<HashSet<string>> BuiltIn = new(static () => new HashSet<string>(
        InitialSessionState.CreateDefault2().Commands.OfType<SessionStateFunctionEntry>().Select(static function => function.Name)
            .Concat(["prompt", "PSConsoleHostReadLine", "TabExpansion2"]),
        StringComparer.OrdinalIgnoreCase));

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');

        // Before the first letter, only what the session itself has defined: a list of every command helps nobody. Modules that are not
        // loaded are looked through where nothing else is meant, and scripts where a path is written: each takes the engine many
        // times as long.
        CommandInfo[] loaded = Loaded(word, word.Length == 0 ? Functions : Functions | CommandTypes.Cmdlet);
        string[] own = Names(loaded.Where(IsOwn));
        string[] others = word.Length == 0 ? [] : [.. Names(loaded).Except(own, StringComparer.OrdinalIgnoreCase)];
        return own.Length + others.Length > 0 || word.Length == 0
            ? own.Concat(others).Select(static name => WordCompleter.Result(name, CompletionResultType.Command))
            : CompletionCompleters.CompleteCommand(
                word, null, word.IndexOfAny(['.', '/', '\\']) < 0 ? Functions | CommandTypes.Cmdlet : ToolKinds);
    }

    private static CommandInfo[] Loaded(string word, CommandTypes kinds)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return [
            .. shell.AddCommand("Microsoft.PowerShell.Core\\Get-Command").AddParameter("ListImported")
                .AddParameter("Name", WildcardPattern.Escape(word) + "*")
            .AddParameter("CommandType", kinds).AddParameter("ErrorAction", ActionPreference.Ignore).Invoke<CommandInfo>()];
    }

    private static string[] Names(IEnumerable<CommandInfo> commands) =>
        [.. commands.Select(static command => command.Name).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)];

    // What was typed or dot-sourced: functions that belong to no module and that PowerShell does not begin with.
    private static bool IsOwn(CommandInfo command) =>
        command is FunctionInfo && string.IsNullOrEmpty(command.ModuleName) && !BuiltIn.Value.Contains(command.Name);
}
