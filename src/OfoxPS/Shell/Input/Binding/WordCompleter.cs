using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes a parameter that has some well-known words but takes others too.</summary>
internal abstract class WordCompleter : IArgumentCompleter
{
    protected WordCompleter(params string[] words) => Words = words;

    /// <summary>The words that are always offered.</summary>
    public string[] Words { get; }

    /// <summary>Words that follow from what else has been typed.</summary>
    protected virtual IEnumerable<string> More(IDictionary typed) => [];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Words.Concat(More(fakeBoundParameters))
            .Where(word => word.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(static word => new CompletionResult(word, word, CompletionResultType.ParameterValue, word));
}
