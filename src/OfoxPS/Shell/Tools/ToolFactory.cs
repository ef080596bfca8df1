using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Makes a tool from whatever names a command.</summary>
internal sealed class ToolFactory
{
    private const int LongestName = 64;

    /// <summary>What a script block is called where nobody gave it a name.</summary>
    private const string Nameless = "script";

    // {name} is a name that the API takes. An assignment needs no method, which a session of constrained language would not call.
    private const string AsFunction =
        """
        & {
            ${function:local:{name}} = $args[0]
            $private:function = Microsoft.PowerShell.Core\Get-Command -Name '{name}' -CommandType Function
            $null = $private:function.ParameterSets
            $private:function
        } @args
        """;

    private readonly EngineIntrinsics _engine;

    public ToolFactory(EngineIntrinsics engine) => _engine = engine;

    /// <param name="source">A name, a CommandInfo or a script block.</param>
    /// <param name="options">What its maker decides.</param>
    /// <exception cref="OfoxException">There is no such command, or it cannot be a tool.</exception>
    public ChatTool Create(object? source, ToolDefinitionOptions options)
    {
        CommandInfo command = Unwrap.Value(source) switch
        {
            string name => Find(name),
            AliasInfo alias => Resolve(alias),
            CommandInfo known => known,
            ScriptBlock script => Function(script, NameOf(options.Name ?? Nameless)),
            _ => throw Failure.InvalidArgument($"A tool is made from a command's name, a command or a script block, not from '{source}'."),
        };
        if (command is ApplicationInfo)
        {
            throw Failure.InvalidArgument($"'{command.Name}' is a program, and its parameters cannot be determined. Wrap it in a function.");
        }

        bool isScript = Unwrap.Value(source) is ScriptBlock;
        options = options with { Shown = options.Name ?? (isScript ? "the script block" : command.Name) };
        CommandHelp help = CommandHelp.Of(command, _engine.SessionState);
        CommandSchema schema = new(command, options, help);
        ChatTool tool = new()
        {
            Name = NameOf(options.Name ?? (isScript ? Nameless : BaseName(command))),
            Description = options.Description ?? help.Description,
            Schema = schema.Build(),
            Strict = options.Strict ? true : null,
        };
        tool.Runner = new CommandTool(command, schema.Offered, options with { Bind = schema.Bound });
        return tool;
    }

    /// <summary>A name that the API takes; anything else in it becomes a low line.</summary>
    public static string NameOf(string name)
    {
        string result = new([.. name.Select(static c => (c < 128 && char.IsLetterOrDigit(c)) || c is '-' or '_' ? c : '_')]);
        return result.Length is > 0 and <= LongestName
            ? result
            : throw Failure.InvalidArgument($"The name '{name}' has {name.Length} characters; a tool's name has 1 to {LongestName}. Give another with -Name.");
    }

    private static string BaseName(CommandInfo command) =>
        command is ExternalScriptInfo script ? System.IO.Path.GetFileNameWithoutExtension(script.Path) : command.Name;

    // An alias does not load the module of its command; its name does.
    private CommandInfo Resolve(AliasInfo alias) =>
        alias.ResolvedCommand ?? _engine.InvokeCommand.GetCommand(alias.Definition, CommandTypes.All)
            ?? throw Failure.InvalidArgument($"The alias '{alias.Name}' does not resolve to a command.");

    private CommandInfo Find(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name) && !IsFile(name))
        {
            throw Failure.InvalidArgument($"'{name}' is a wildcard and may match several commands. Use Get-Command {name} | New-OfoxTool to make a tool of each.");
        }

        CommandInfo? command = _engine.InvokeCommand.GetCommand(name, CommandTypes.All);
        return command switch
        {
            null => throw Failure.InvalidArgument(Nearest(name) is { } near ? $"There is no command '{name}'. Did you mean {near}?" : $"There is no command '{name}'."),
            AliasInfo alias => Resolve(alias),
            _ => command,
        };
    }

    // Of the commands that are loaded: to look through all modules of the machine takes seconds.
    private string? Nearest(string name) => NearestName.Of(
        name,
        _engine.InvokeCommand.InvokeScript("Microsoft.PowerShell.Core\\Get-Command -ListImported -CommandType Function, Filter, Cmdlet, ExternalScript")
            .Select(static command => ((CommandInfo)command.BaseObject).Name));

    private bool IsFile(string name)
    {
        string path = _engine.SessionState.Path.GetUnresolvedProviderPathFromPSPath(name, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem" && RegularFile.Exists(path);
    }

    // The engine tells the parameters of a function, not those of a script block, so the block is a function for a moment, in a
    // scope that ends at once. It has the tool's name, which is what its own questions and messages say.
    private CommandInfo Function(ScriptBlock script, string name) =>
        (CommandInfo)_engine.InvokeCommand.InvokeScript(_engine.SessionState, ScriptBlock.Create(AsFunction.Replace("{name}", name)), script)[0].BaseObject;
}
