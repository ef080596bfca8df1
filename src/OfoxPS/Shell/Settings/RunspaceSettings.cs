using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;

namespace OfoxPS.Shell.Settings;

/// <summary>What <c>Set-OfoxConfiguration</c> has set, and when. It belongs to the runspace and ends with it.</summary>
internal sealed class RunspaceSettings
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSettings> Runspaces = new();
    private static long _stamp;

    private readonly Dictionary<string, object?> _values = [];
    private readonly Dictionary<string, long> _changed = [];
    private long _allChanged;

    /// <summary>The values that were set, by the name of their parameter.</summary>
    public static Dictionary<string, object?> Current => Own._values;

    /// <summary>Now, as a number that grows with each change of settings in the process.</summary>
    public static long Stamp => Interlocked.Read(ref _stamp);

    private static RunspaceSettings Own => Runspaces.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Remembers that settings were changed.</summary>
    /// <param name="names">Their names; null for all of them.</param>
    public static void Change(IEnumerable<string>? names)
    {
        RunspaceSettings own = Own;
        long now = Interlocked.Increment(ref _stamp);
        foreach (string name in names ?? [])
        {
            own._changed[name] = now;
        }

        own._allChanged = names is null ? now : own._allChanged;
    }

    /// <summary>Whether a setting was changed, or taken back, after a time.</summary>
    public static bool HasChanged(string name, long since) => Math.Max(Own._allChanged, Own._changed.TryGetValue(name, out long at) ? at : 0) > since;
}
