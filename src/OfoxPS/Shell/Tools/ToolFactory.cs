using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Tools;

/// <summary>Makes a tool from a command, a name of one, or a script block.</summary>
internal sealed class ToolFactory(EngineIntrinsics engine)
{
    /// <summary>Characters of the longest name that the API takes for a tool.</summary>
    public const int LongestName = 64;

    /// <summary>The name of a tool from a script block without -Name.</summary>
    private const string DefaultName = "script";

    // {name} is a valid name for the API. An assignment works in constrained language mode, where methods cannot be called.
    private const string AsFunction =
        """
        & {
            ${function:local:{name}} = $args[0]
            $private:function = Microsoft.PowerShell.Core\Get-Command -Name '{name}' -CommandType Function
            $null = $private:function.ParameterSets
            $private:function
        } @args
        """;

    /// <param name="source">A name, a CommandInfo or a script block.</param>
    /// <param name="options">The options of the tool.</param>
    /// <exception cref="OfoxException">There is no such command, or it cannot be a tool.</exception>
    public ChatTool Create(object? source, ToolDefinitionOptions options)
    {
        CommandInfo command = Unwrap.Value(source) switch
        {
            string name => Find(name),
            AliasInfo alias => Resolve(alias),
            CommandInfo known => known,
            ScriptBlock script => Function(script, NameOf(options.Name ?? DefaultName)),
            _ => throw Failure.InvalidArgument($"A tool is made from a command's name, a command or a script block, not from '{source}'."),
        };
        if (command is ApplicationInfo)
        {
            throw Failure.InvalidArgument(
                $"'{command.Name}' is a program, and its parameters cannot be determined. Wrap it in a function.");
        }

        bool isScript = Unwrap.Value(source) is ScriptBlock;
        options = options with { Shown = options.Name ?? (isScript ? "the script block" : command.Name) };
        CommandHelp help = CommandHelp.Of(command, engine.SessionState);
        CommandSchema schema = new(command, options, help);
        ChatTool tool = new()
        {
            Name = NameOf(options.Name ?? (isScript ? DefaultName : BaseName(command))),
            Description = options.Description ?? help.Description,
            Schema = schema.Build(),
            Strict = options.Strict ? true : null,
        };
        tool.Runner = new CommandTool(command, schema.Offered, options with { Bind = schema.Bound });
        return tool;
    }

    /// <summary>A valid name for the API: other characters become underscores.</summary>
    public static string NameOf(string name)
    {
        string result = ValidCharacters(name);
        return result.Length is > 0 and <= LongestName
            ? result
            : throw Failure.InvalidArgument(
                $"The name '{name}' has {name.Length} characters; a tool's name has 1 to {LongestName}. Give another with -Name.");
    }

    /// <summary>A name whose other characters than letters, digits, _ and - have become underscores.</summary>
    public static string ValidCharacters(string name) =>
        new([.. name.Select(static c => (c < 128 && char.IsLetterOrDigit(c)) || c is '-' or '_' ? c : '_')]);

    private static string BaseName(CommandInfo command) =>
        command is ExternalScriptInfo script ? System.IO.Path.GetFileNameWithoutExtension(script.Path) : command.Name;

    // The command of an alias, whose module is loaded if necessary.
    private CommandInfo Resolve(AliasInfo alias) =>
        alias.ResolvedCommand ?? engine.InvokeCommand.GetCommand(alias.Definition, CommandTypes.All)
            ?? throw Failure.InvalidArgument($"The alias '{alias.Name}' does not resolve to a command.");

    private CommandInfo Find(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name)
            && SessionFolder.StateOf(engine.SessionState.Path, name) is not { IsRegular: true })
        {
            throw Failure.InvalidArgument(
                $"'{name}' is a wildcard and may match several commands. Use Get-Command {name} | New-OfoxTool to make a tool of each.");
        }

        CommandInfo? command = engine.InvokeCommand.GetCommand(name, CommandTypes.All);
        return command switch
        {
            null => throw Failure.InvalidArgument(
                Nearest(name) is { } near ? $"There is no command '{name}'. Did you mean {near}?" : $"There is no command '{name}'."),
            AliasInfo alias => Resolve(alias),
            _ => command,
        };
    }

    // The nearest name of the loaded commands; searching all modules of the machine takes seconds.
    private string? Nearest(string name) => NearestName.Of(
        name,
        engine.InvokeCommand.InvokeScript(
            "Microsoft.PowerShell.Core\\Get-Command -ListImported -CommandType Function, Filter, Cmdlet, ExternalScript")
            .Select(static command => ((CommandInfo)command.BaseObject).Name));

    // The engine has metadata of functions, not of script blocks, so the block becomes a function in a temporary scope. The
    // function has the tool's name, which its own prompts and messages show.
    private CommandInfo Function(ScriptBlock script, string name) =>
        (CommandInfo)engine.InvokeCommand.InvokeScript(
            engine.SessionState, ScriptBlock.Create(AsFunction.Replace("{name}", name)), script)[0].BaseObject;
}
