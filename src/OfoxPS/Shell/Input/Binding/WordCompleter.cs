using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes a parameter with the values of its <see cref="WordsAttribute"/>.</summary>
internal sealed class WordCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Matching(WordsAttribute.Of(parameterName), wordToComplete);

    /// <summary>The words that begin with what has been typed, in any case.</summary>
    /// <param name="words">The words that are offered.</param>
    /// <param name="typed">What has been typed, maybe with a quote before it.</param>
    public static IEnumerable<CompletionResult> Matching(IEnumerable<string> words, string typed) => words
        .Where(word => word.StartsWith(typed.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
        .Select(static word => new CompletionResult(word, word, CompletionResultType.ParameterValue, word));
}
