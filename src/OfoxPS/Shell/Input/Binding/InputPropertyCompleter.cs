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
        if (commandAst.Parent is not PipelineAst pipeline || pipeline.PipelineElements.IndexOf(commandAst) is not (> 0 and int place))
        {
            return [];
        }

        // The engine completes property names of the preceding pipeline for Where-Object, so its completion is used.
        string before = string.Join(" | ", pipeline.PipelineElements.Take(place).Select(static element => element.Extent.Text));
        string text = $"{before} | Where-Object -Property {wordToComplete}";
        return CommandCompletion.CompleteInput(text, text.Length, null).CompletionMatches
            .Where(
                static match => match.ResultType == CompletionResultType.Property
                    && typeof(PSObject).GetProperty(match.ListItemText) is null);
    }
}
