using System.Management.Automation;
using System.Text.RegularExpressions;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Formats objects as PowerShell shows them: as a table, as a list, or in their own view.</summary>
internal static class FormattedText
{
    /// <param name="cmdlet">The cmdlet, in whose session the objects are formatted.</param>
    /// <param name="items">The objects.</param>
    /// <param name="form">Table, List, or Text for the view of their type.</param>
    public static string Of(PSCmdlet cmdlet, object?[] items, string form)
    {
        string formatter = form switch
        {
            "Table" => "| Microsoft.PowerShell.Utility\\Format-Table -AutoSize",
            "List" => "| Microsoft.PowerShell.Utility\\Format-List",
            _ => string.Empty,
        };
        ScriptBlock script = ScriptBlock.Create(
            $"& {{ $args[0] {formatter} | Microsoft.PowerShell.Utility\\Out-String -Width 300 }} @args");
        string text = string.Concat(
            cmdlet.SessionState.InvokeCommand.InvokeScript(cmdlet.SessionState, script, [items]).Select(static line => line.ToString()));
        return Regex.Replace(text, "\u001b\\[[0-9;]*m", string.Empty).Trim('\r', '\n');
    }
}
