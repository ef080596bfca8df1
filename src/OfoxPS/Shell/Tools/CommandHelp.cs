using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>The descriptions of a command and its parameters from its help, for the model.</summary>
internal sealed class CommandHelp
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    public string? Description { get; private set; }

    public string? OfParameter(CommandParameterInfo parameter) =>
        _parameters.TryGetValue(parameter.Name, out string? text) && text.Length > 0 ? text
        : string.IsNullOrWhiteSpace(parameter.HelpMessage) ? null
        : parameter.HelpMessage.Trim();

    public static CommandHelp Of(CommandInfo command, SessionState session)
    {
        CommandHelp help = new();
        Ast? script = ScriptOf(command)?.Ast;
        if (script is not null)
        {
            help.ReadParameterComments(script);
        }

        CommentHelpInfo? comment = script switch
        {
            FunctionDefinitionAst function => function.GetHelpContent(),
            ScriptBlockAst block => block.GetHelpContent(),
            _ => null,
        };
        if (comment is not null)
        {
            help.ReadComment(comment);
        }
        else if (command is CmdletInfo)
        {
            help.ReadHelp(command, session);
        }

        return help;
    }

    public static ScriptBlock? ScriptOf(CommandInfo command) => command switch
    {
        FunctionInfo function => function.ScriptBlock,
        ExternalScriptInfo script => script.ScriptBlock,
        _ => null,
    };

    private void ReadComment(CommentHelpInfo comment)
    {
        Description = Clean(comment.Synopsis) ?? Clean(comment.Description);
        foreach (KeyValuePair<string, string> parameter in comment.Parameters)
        {
            _parameters[parameter.Key] = Clean(parameter.Value) ?? string.Empty;
        }
    }

    // The comments directly before the parameters of a script, which Get-Help shows as their descriptions; code in between ends them.
    private void ReadParameterComments(Ast script)
    {
        Ast parsed = Parser.ParseInput(script.Extent.Text, out Token[] tokens, out _);
        int from = 0;
        foreach (ParameterAst parameter in parsed.FindAll(static node => node is ParameterAst, searchNestedScriptBlocks: true)
            .Cast<ParameterAst>().OrderBy(static node => node.Extent.StartOffset))
        {
            string[] comments =
            [
                .. tokens
                    .Where(token => token.Extent.StartOffset >= from && token.Extent.EndOffset <= parameter.Extent.EndOffset)
                    .Reverse()
                    .SkipWhile(token => token.Extent.StartOffset >= parameter.Extent.StartOffset)
                    .TakeWhile(static token => token.Kind is TokenKind.Comment or TokenKind.NewLine)
                    .Where(static token => token.Kind == TokenKind.Comment)
                    .Reverse()
                    .Select(static token => token.Text.Trim('#', '<', '>', ' ', '\t', '\r', '\n')),
            ];
            if (comments.Length > 0 && !_parameters.ContainsKey(parameter.Name.VariablePath.UserPath))
            {
                _parameters[parameter.Name.VariablePath.UserPath] = Clean(string.Join(" ", comments)) ?? string.Empty;
            }

            from = parameter.Extent.EndOffset;
        }
    }

    private void ReadHelp(CommandInfo command, SessionState session)
    {
        PSObject? help = session.InvokeCommand.InvokeScript(
            session,
            ScriptBlock.Create("& { Microsoft.PowerShell.Core\\Get-Help -Name $args[0] -ErrorAction Ignore } @args"),
            command.ModuleName.Length > 0 ? $"{command.ModuleName}\\{command.Name}" : command.Name).FirstOrDefault();
        string? synopsis = Clean(Text(help, "Synopsis"));

        // Without a help file the synopsis is the syntax, which the schema describes better.
        Description = synopsis?.StartsWith(command.Name + " ", StringComparison.OrdinalIgnoreCase) == true ? null : synopsis;
        foreach (object? item in Unwrap.Items(Property(Property(help, "parameters"), "parameter")))
        {
            string text = string.Join(" ", Unwrap.Items(Property(item, "description")).Select(static line => Clean(Text(line, "Text"))));
            _parameters[Text(item, "name") ?? string.Empty] = text.Trim();
        }
    }

    private static object? Property(object? value, string name) => value is null
        ? null
        : PSObject.AsPSObject(value).Properties[name]?.Value;

    private static string? Text(object? value, string name) => Property(value, name)?.ToString();

    private static string? Clean(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : string.Join(" ", text!.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
