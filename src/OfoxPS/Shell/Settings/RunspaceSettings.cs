using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The settings of <c>Set-OfoxConfiguration</c> in a runspace, and when they were changed. They are discarded with the runspace.
/// </summary>
internal sealed class RunspaceSettings
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSettings> Runspaces = new();
    private static long _stamp;

    private readonly Dictionary<string, object?> _values = [];
    private readonly Dictionary<string, long> _changed = [];
    private long _allChanged;

    /// <summary>The values that were set, by the name of their parameter.</summary>
    public static Dictionary<string, object?> Current => OfRunspace._values;

    /// <summary>The current time, as a number that grows with each change of settings in the process.</summary>
    public static long Stamp => Interlocked.Read(ref _stamp);

    private static RunspaceSettings OfRunspace => Runspaces.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Records that settings were changed.</summary>
    /// <param name="names">Their names; null for all of them.</param>
    public static void Change(IEnumerable<string>? names)
    {
        RunspaceSettings own = OfRunspace;
        long now = Interlocked.Increment(ref _stamp);
        foreach (string name in names ?? [])
        {
            own._changed[name] = now;
        }

        own._allChanged = names is null ? now : own._allChanged;
    }

    /// <summary>Whether a setting was changed or removed after a time.</summary>
    public static bool HasChanged(string name, long since) =>
        Math.Max(OfRunspace._allChanged, OfRunspace._changed.TryGetValue(name, out long at) ? at : 0) > since;
}
