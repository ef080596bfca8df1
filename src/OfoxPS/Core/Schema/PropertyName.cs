namespace OfoxPS.Core.Schema;

/// <summary>Which names a property of a PowerShell object can have.</summary>
internal static class PropertyName
{
    // The member sets that PowerShell adds to every object.
    private static readonly HashSet<string> Reserved =
        new(StringComparer.OrdinalIgnoreCase) { "PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames" };

    /// <summary>Whether a property can have this name.</summary>
    public static bool IsUsable(string name) =>
        name.Length > 0 && !Reserved.Contains(name);
}
