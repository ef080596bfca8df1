using System.ComponentModel;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of the steps of a connection in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConnectionView
{
    /// <summary>The finding of a step, and its remedy.</summary>
    /// <param name="step">The step.</param>
    public static string Advice(PSObject step) =>
        TerminalText.OneLine(
            string.Join(
                " ", new[] { $"{step.Properties["Detail"]?.Value}", $"{step.Properties["Remedy"]?.Value}" }
                    .Where(static text => text.Length > 0)));
}
