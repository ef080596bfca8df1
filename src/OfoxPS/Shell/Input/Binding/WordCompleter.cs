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
        .Select(static word => Result(word));

    /// <summary>A word that is offered. It is inserted in quotes where PowerShell would not read it as one word.</summary>
    /// <param name="word">The word, which may come from a server.</param>
    /// <param name="type">What it is.</param>
    /// <param name="toolTip">What a list of words shows beside it; null for the word itself.</param>
    public static CompletionResult Result(
        string word, CompletionResultType type = CompletionResultType.ParameterValue, string? toolTip = null)
    {
        bool isOneWord = word.All(static c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '[' or ']');
        string typed = isOneWord ? word : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
        return new CompletionResult(typed, word, type, toolTip ?? word);
    }
}
