using System.ComponentModel;
using System.Linq;

namespace OfoxPS.Shell.Formatting;

/// <summary>The texts of tools in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolView
{
    /// <summary>The parameters that a tool offers; mandatory ones are marked.</summary>
    /// <param name="tool">The tool.</param>
    public static string Parameters(ChatTool tool)
    {
        object?[] required = tool.Schema?["required"] as object?[] ?? [];
        return tool.Schema?["properties"] is System.Collections.IDictionary properties
            ? string.Join(", ", properties.Keys.Cast<object>().Select(name => required.Contains(name) ? $"{name}*" : $"{name}"))
            : string.Empty;
    }
}
