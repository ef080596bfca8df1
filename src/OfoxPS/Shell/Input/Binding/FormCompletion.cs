using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Completes the properties of a form after <c>ofox -As</c>, for the commands of PowerShell that take names of properties. By its
/// declared output type, PowerShell would offer the properties of an answer. Elsewhere its own completion goes on.
/// </summary>
internal static class FormCompletion
{
    private static readonly string[] Parameters =
    [
        "Select-Object:Property", "Select-Object:ExpandProperty", "Select-Object:ExcludeProperty", "Sort-Object:Property",
        "Where-Object:Property", "Group-Object:Property", "Measure-Object:Property",
        "Format-Table:Property", "Format-List:Property",
    ];

    // -InputProperty is about the same objects, and its completer knows them. Sorting and filtering leave them as they are.
    // An error here would stay in $Error after each Tab, so it calls nothing that the language mode or an element refuses.
    private const string Script = """
        param($command, $parameter, $word, $ast)
        if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { return }
        $stages = @(if ($ast.Parent -is [System.Management.Automation.Language.PipelineAst]) { $ast.Parent.PipelineElements })
        $names = @(foreach ($stage in $stages) {
            if ($stage -is [System.Management.Automation.Language.CommandAst]) { $stage.GetCommandName() + '' } else { '' }
        })
        $place = [array]::IndexOf($stages, $ast) - 1
        while ($place -gt 0 -and $names[$place] -in 'Sort-Object', 'sort', 'Where-Object', 'where', '?') { $place-- }
        if ($place -ge 0 -and $names[$place] -in 'ofox', 'Invoke-OfoxChat') {
            $text = "$($stages[0..$place].Extent.Text -join ' | ') | Invoke-OfoxChat -InputProperty $word"
            [System.Management.Automation.CommandCompletion]::CompleteInput($text, $text.Length, $null).CompletionMatches
        }
        """;

    /// <summary>Begins to complete in the session of this thread. What somebody else completes already is left to them.</summary>
    public static void Begin()
    {
        IDictionary<string, ScriptBlock>? completers = EngineInternals.ArgumentCompleters();
        ScriptBlock script = EngineInternals.ParsedLater(Script);
        foreach (string parameter in Parameters)
        {
            if (completers?.ContainsKey(parameter) == false)
            {
                completers[parameter] = script;
            }
        }
    }

    /// <summary>Ends it.</summary>
    public static void End()
    {
        IDictionary<string, ScriptBlock>? completers = EngineInternals.ArgumentCompleters();
        foreach (string parameter in Parameters)
        {
            if (completers?.TryGetValue(parameter, out ScriptBlock? script) == true && $"{script}" == Script)
            {
                completers.Remove(parameter);
            }
        }
    }
}
