using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes a parameter with the values of its <see cref="WordsAttribute"/>.</summary>
internal class WordCompleter : IArgumentCompleter
{
    /// <summary>The words that are offered.</summary>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="typed">The other parameters that have been typed.</param>
    protected virtual IEnumerable<string> Words(string parameter, IDictionary typed) => WordsAttribute.Of(parameter);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words(parameterName, fakeBoundParameters)
            .Where(word => word.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(static word => new CompletionResult(word, word, CompletionResultType.ParameterValue, word));
}
