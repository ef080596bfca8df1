using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace OfoxPS.Shell.Settings;

/// <summary>What <c>Set-OfoxConfiguration</c> has set. It belongs to the runspace and ends with it.</summary>
internal static class RunspaceSettings
{
    private static readonly ConditionalWeakTable<Runspace, Dictionary<string, object?>> Runspaces = new();

    public static Dictionary<string, object?> Current => Runspaces.GetOrCreateValue(Runspace.DefaultRunspace);
}
