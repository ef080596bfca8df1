using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes the names of the properties that the objects of the pipeline have.</summary>
internal sealed class InputPropertyCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        return commandAst.Parent is PipelineAst pipeline && pipeline.PipelineElements.IndexOf(commandAst) is > 0 and int place
            ? Complete([.. pipeline.PipelineElements.Take(place)], wordToComplete)
            : [];
    }

    private static IEnumerable<CompletionResult> Complete(CommandBaseAst[] stages, string word)
    {
        if (stages.LastOrDefault() is CommandAst last && FormFields.Of(last) is { } fields)
        {
            string start = word.Trim('\'', '"');
            IEnumerable<CompletionResult> form = fields
                .Where(name => name.Length > 0 && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Select(static name => WordCompleter.Result(name, CompletionResultType.Property));
            return FormFields.AreAdded(last) && stages.Length > 1
                ? form.Concat(Complete([.. stages.Take(stages.Length - 1)], word))
                : form;
        }

        // The engine completes members of the preceding pipeline for ForEach-Object, so its completion is used. It is the one such
        // command that FormCompletion leaves to the engine; with another one the two would call each other.
        string text = $"{string.Join(" | ", stages.Select(static stage => stage.Extent.Text))} | ForEach-Object -MemberName {word}";
        return CommandCompletion.CompleteInput(text, text.Length, null).CompletionMatches
            .Where(
                static match => match.ResultType == CompletionResultType.Property
                    && typeof(PSObject).GetProperty(match.ListItemText) is null);
    }
}
