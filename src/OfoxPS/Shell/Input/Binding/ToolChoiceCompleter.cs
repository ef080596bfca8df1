using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -ToolChoice with auto, none, required, and the names of the tools in -Tool.</summary>
internal sealed class ToolChoiceCompleter : WordCompleter
{
    protected override IEnumerable<string> Words(string parameter, IDictionary typed) =>
        [.. base.Words(parameter, typed), .. Unwrap.Items(typed["Tool"]).Select(NameOf).Where(static name => name.Length > 0)];

    private static string NameOf(object? tool) => tool switch
    {
        string command => command.Split('\\').Last(),
        ChatTool ready => ready.Name,
        CommandInfo command => command.Name,
        _ => NamedFields.Find(tool, "name") as string ?? string.Empty,
    };
}
