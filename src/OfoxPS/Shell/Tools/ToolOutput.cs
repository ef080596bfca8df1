using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>What a command wrote as the text that the model reads.</summary>
internal static class ToolOutput
{
    private const string Nothing = "no output";

    // Enough to learn what went wrong, however much the output was.
    private const int MaximumRemarks = 4_000;

    /// <param name="items">Everything the command wrote, warnings and errors included.</param>
    /// <param name="options">In which form.</param>
    /// <param name="format">Renders objects in a form.</param>
    public static ToolAnswer Read(IReadOnlyList<PSObject> items, ToolOptions options, Func<object?[], string, string> format)
    {
        object?[] data = [.. items.Where(static item => item?.BaseObject is not (null or ErrorRecord or WarningRecord)).Cast<object?>()];
        string remarks = string.Join("\n", items.Select(Remark).Where(static remark => remark.Length > 0));
        string[] errors = [.. items.Select(static item => item?.BaseObject as ErrorRecord).Where(static error => error is not null).Select(static error => Words(error!))];
        string body = Body(data, options, format, out string? cut);
        string text = string.Join("\n", new[] { body, TextCut.Start(remarks, MaximumRemarks) }.Where(static part => part.Length > 0));
        return new ToolAnswer(
            text.Length > 0 ? WellFormed.Repair(text) : Nothing,
            cut,
            errors.Length > 0 ? TextCut.Start(string.Join("\n", errors), MaximumRemarks) : null);
    }

    private static string Words(ErrorRecord error) => error.ErrorDetails?.Message ?? error.Exception.Message;

    private static string Remark(PSObject item) => item?.BaseObject switch
    {
        ErrorRecord error => $"ERROR: {Words(error)}",
        WarningRecord warning => $"WARNING: {warning.Message}",
        _ => string.Empty,
    };

    private static string Body(object?[] data, ToolOptions options, Func<object?[], string, string> format, out string? cut)
    {
        cut = null;
        if (data.Length == 0)
        {
            return string.Empty;
        }

        bool isText = data.All(static item => Unwrap.Value(item) is string);
        bool isFormatted = data.Any(static item => Unwrap.Value(item)!.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format");
        if (!isText && !isFormatted && options.OutputAs == "Json")
        {
            string json = ObjectJson.Compact(data, options.OutputDepth, options.MaxOutputLength, out int sent);
            cut = sent == data.Length ? null : $"the first {sent} of {data.Length} objects were sent to the model";
            return cut is null ? Cut(json, options, ref cut) : $"{json}\n(cut: {cut})";
        }

        string text = isText
            ? string.Join("\n", data.Select(Unwrap.Value))
            : format(data, isFormatted ? "Text" : options.OutputAs).Trim();
        return Cut(text, options, ref cut);
    }

    private static string Cut(string text, ToolOptions options, ref string? cut)
    {
        if (text.Length <= options.MaxOutputLength)
        {
            return text;
        }

        cut = $"the first {options.MaxOutputLength} of {text.Length} characters were sent to the model";
        return $"{TextCut.Start(text, options.MaxOutputLength)}\n(cut: {cut})";
    }
}
