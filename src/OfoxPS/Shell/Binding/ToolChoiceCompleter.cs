using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Binding;

/// <summary>Completes -ToolChoice with the API's words and the names of the tools that -Tool names.</summary>
internal sealed class ToolChoiceCompleter : WordCompleter
{
    public ToolChoiceCompleter()
        : base("auto", "none", "required")
    {
    }

    protected override IEnumerable<string> More(IDictionary typed) => Unwrap.Items(typed["Tool"]).Select(NameOf).Where(static name => name.Length > 0);

    private static string NameOf(object? tool) => tool switch
    {
        string command => command.Split('\\').Last(),
        ChatTool ready => ready.Name,
        CommandInfo command => command.Name,
        IDictionary fields => fields.Keys.Cast<object>().Where(static key => "name".Equals(key as string, StringComparison.OrdinalIgnoreCase)).Select(key => $"{fields[key]}").FirstOrDefault() ?? string.Empty,
        _ => string.Empty,
    };
}
