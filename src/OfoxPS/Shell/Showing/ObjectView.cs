using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// Whether PowerShell shows an object with columns or lines that were chosen for its type, so that no other property is seen.
/// </summary>
internal static class ObjectView
{
    public static bool Exists(PSObject value)
    {
        if (ObjectProperties.Shown(value).Length > 0)
        {
            return true;
        }

        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Utility\\Get-FormatData").AddParameter("TypeName", value.TypeNames.ToArray())
            .AddParameter("ErrorAction", ActionPreference.Ignore).Invoke().Count > 0;
    }
}
