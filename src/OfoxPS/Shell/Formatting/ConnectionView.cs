using System.ComponentModel;
using System.Linq;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Formatting;

/// <summary>The texts of the steps of a connection in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConnectionView
{
    /// <summary>What a step found, and what to do about it.</summary>
    /// <param name="step">The step.</param>
    public static string Advice(ConnectionStep step) =>
        TerminalText.OneLine(string.Join(" ", new[] { step.Detail, step.Remedy }.Where(static text => !string.IsNullOrEmpty(text))));
}
