using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using OfoxPS.Binding;

namespace OfoxPS.Tools;

/// <summary>What a command wrote as the text that the model reads.</summary>
internal static class ToolOutput
{
    private const string Nothing = "no output";

    /// <param name="items">Everything the command wrote, warnings and errors included.</param>
    /// <param name="options">In which form.</param>
    /// <param name="format">Renders objects as a table or a list.</param>
    /// <param name="cut">What was left out; null if nothing.</param>
    public static string Text(IReadOnlyList<PSObject> items, ToolOptions options, Func<object?[], string> format, out string? cut)
    {
        object?[] data = [.. items.Where(static item => item?.BaseObject is not (ErrorRecord or WarningRecord)).Cast<object?>()];
        IEnumerable<string> remarks = items.Select(static item => item?.BaseObject switch
        {
            ErrorRecord error => $"ERROR: {error.ErrorDetails?.Message ?? error.Exception.Message}",
            WarningRecord warning => $"WARNING: {warning.Message}",
            _ => string.Empty,
        }).Where(static remark => remark.Length > 0);
        string body = Body(data, options, format);
        string text = string.Join("\n", new[] { body }.Concat(remarks).Where(static part => part.Length > 0));
        cut = null;
        if (text.Length > options.MaxOutputLength)
        {
            cut = $"{text.Length} characters of output, the first {options.MaxOutputLength} were sent to the model";
            text = $"{text.Remove(options.MaxOutputLength)}\n(cut: {cut})";
        }

        return text.Length > 0 ? text : Nothing;
    }

    private static string Body(object?[] data, ToolOptions options, Func<object?[], string> format)
    {
        if (data.Length == 0)
        {
            return string.Empty;
        }

        if (data.All(static item => Unwrap.Value(item) is string))
        {
            return string.Join("\n", data.Select(Unwrap.Value));
        }

        return options.OutputAs == "Json"
            ? ObjectJson.Compact(data, options.OutputDepth, options.MaxOutputLength)
            : WithoutColours(format(data)).Trim();
    }

    private static string WithoutColours(string text) => Regex.Replace(text, "\u001b\\[[0-9;]*m", string.Empty);
}
