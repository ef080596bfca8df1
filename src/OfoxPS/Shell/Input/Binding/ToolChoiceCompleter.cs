using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -ToolChoice with the API's words and the names of the tools that -Tool names.</summary>
internal sealed class ToolChoiceCompleter : WordCompleter
{
    /// <summary>The API's words; anything else is the name of a tool.</summary>
    public static readonly string[] Choices = ["auto", "none", "required"];

    protected override IEnumerable<string> Words(string parameter, IDictionary typed) =>
        [.. Choices, .. Unwrap.Items(typed["Tool"]).Select(NameOf).Where(static name => name.Length > 0)];

    private static string NameOf(object? tool) => tool switch
    {
        string command => command.Split('\\').Last(),
        ChatTool ready => ready.Name,
        CommandInfo command => command.Name,
        _ => NamedFields.Find(tool, "name") as string ?? string.Empty,
    };
}
