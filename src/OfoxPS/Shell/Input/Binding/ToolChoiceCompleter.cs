using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -ToolChoice with auto, none, required, and the names of the tools in -Tool.</summary>
internal sealed class ToolChoiceCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IEnumerable<string> tools = Unwrap.Items(fakeBoundParameters["Tool"]).Select(NameOf).Where(static name => name.Length > 0);
        return WordCompleter.Matching(WordsAttribute.Of(parameterName).Concat(tools), wordToComplete);
    }

    private static string NameOf(object? tool) => tool switch
    {
        string command => command.Split('\\').Last(),
        ChatTool ready => ready.Name,
        CommandInfo command => command.Name,
        _ => NamedFields.Find(tool, "name") as string ?? string.Empty,
    };
}
