using System.Collections;
using System.Collections.Specialized;
using System.ComponentModel;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of tools in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolView
{
    /// <summary>The parameters of a tool; * marks mandatory ones.</summary>
    /// <param name="tool">The tool.</param>
    public static string Parameters(PSObject tool)
    {
        OrderedDictionary? schema = (tool.BaseObject as ChatTool)?.Schema;
        object?[] required = schema?["required"] as object?[] ?? [];
        return schema?["properties"] is IDictionary properties
            ? TerminalText.OneLine(
                string.Join(", ", properties.Keys.Cast<object>().Select(name => required.Contains(name) ? $"{name}*" : $"{name}")))
            : string.Empty;
    }
}
