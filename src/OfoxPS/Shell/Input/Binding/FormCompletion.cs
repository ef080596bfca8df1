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
    private const string Script = """
        param($command, $parameter, $word, $ast)
        $stages = @($ast.Parent.PipelineElements)
        $place = [array]::IndexOf($stages, $ast) - 1
        $same = 'Sort-Object', 'sort', 'Where-Object', 'where', '?'
        while ($place -gt 0 -and "$($stages[$place].CommandElements[0])" -in $same) { $place-- }
        if ($place -ge 0 -and "$($stages[$place].CommandElements[0])" -in 'ofox', 'Invoke-OfoxChat') {
            $text = "$($stages[0..$place].Extent.Text -join ' | ') | Invoke-OfoxChat -InputProperty $word"
            [System.Management.Automation.CommandCompletion]::CompleteInput($text, $text.Length, $null).CompletionMatches
        }
        """;

    /// <summary>Begins to complete in the session of this thread. What somebody else completes already is left to them.</summary>
    public static void Begin()
    {
        IDictionary<string, ScriptBlock>? completers = EngineInternals.ArgumentCompleters();
        ScriptBlock script = ScriptBlock.Create(Script);
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
