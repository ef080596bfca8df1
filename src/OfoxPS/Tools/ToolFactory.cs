using System;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Binding;

namespace OfoxPS.Tools;

/// <summary>Makes a tool from whatever names a command.</summary>
internal sealed class ToolFactory
{
    private const int LongestName = 64;

    private readonly EngineIntrinsics _engine;

    public ToolFactory(EngineIntrinsics engine) => _engine = engine;

    /// <param name="source">A name, a CommandInfo or a script block.</param>
    /// <param name="options">What its maker decides.</param>
    /// <exception cref="OfoxException">There is no such command, or it cannot be a tool.</exception>
    public ChatTool Create(object? source, ToolOptions options)
    {
        CommandInfo command = Unwrap.Value(source) switch
        {
            string name => Find(name),
            AliasInfo alias => Resolve(alias),
            CommandInfo known => known,
            ScriptBlock script => Function(script),
            _ => throw Refused($"A tool is made from a command's name, a command or a script block, not from '{source}'."),
        };
        if (command is ApplicationInfo)
        {
            throw Refused($"'{command.Name}' is a program and says nothing of its parameters. Wrap it in a function.");
        }

        CommandHelp help = CommandHelp.Of(command, _engine.SessionState);
        CommandSchema schema = new(command, options, help);
        ChatTool tool = new()
        {
            Name = NameOf(options.Name ?? (source is ScriptBlock ? "script" : BaseName(command))),
            Description = options.Description ?? help.Description,
            Schema = schema.Build(),
            Strict = options.Strict ? true : null,
        };
        tool.Runner = new CommandTool(command, schema.Offered, options);
        return tool;
    }

    /// <summary>A name that the API takes; anything else in it becomes a low line.</summary>
    public static string NameOf(string name)
    {
        string result = new([.. name.Select(static c => (c < 128 && char.IsLetterOrDigit(c)) || c is '-' or '_' ? c : '_')]);
        return result.Length is > 0 and <= LongestName
            ? result
            : throw Refused($"The name '{name}' has {name.Length} characters; a tool's name has 1 to {LongestName}. Give another with -Name.");
    }

    private static OfoxException Refused(string reason) => new(OfoxErrorKind.OfoxInvalidRequest, reason);

    private static string BaseName(CommandInfo command) =>
        command is ExternalScriptInfo script ? System.IO.Path.GetFileNameWithoutExtension(script.Path) : command.Name;

    private static CommandInfo Resolve(AliasInfo alias) =>
        alias.ResolvedCommand ?? throw Refused($"The alias '{alias.Name}' leads to no command.");

    private CommandInfo Find(string name)
    {
        CommandInfo? command = WildcardPattern.ContainsWildcardCharacters(name) ? null : _engine.InvokeCommand.GetCommand(name, CommandTypes.All);
        return command switch
        {
            null => throw Refused($"There is no command '{name}'."),
            AliasInfo alias => Resolve(alias),
            _ => command,
        };
    }

    // The engine tells the parameters of a function, not those of a script block, so the block is a function for a moment.
    private CommandInfo Function(ScriptBlock script)
    {
        string name = "OfoxTool" + Guid.NewGuid().ToString("N");
        string path = "function:" + name;
        _engine.InvokeProvider.Item.Set(path, script);
        try
        {
            CommandInfo function = _engine.InvokeCommand.GetCommand(name, CommandTypes.Function);
            _ = function.ParameterSets;
            return function;
        }
        finally
        {
            _engine.InvokeProvider.Item.Remove(path, recurse: false);
        }
    }
}
