using System;
using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Gateway.Faults;

/// <summary>Every fault. To add one, add a row to one of the groups; to add a group, add it here.</summary>
internal static class FaultCatalog
{
    private static readonly Dictionary<string, Fault> Faults = new[]
    {
        StatusFaults.All,
        BodyFaults.All,
        StreamFaults.All,
        ConnectionFaults.All,
    }.SelectMany(group => group).ToDictionary(fault => Fault.Prefix + fault.Name, StringComparer.Ordinal);

    public static Fault? Find(string modelId) => Faults.GetValueOrDefault(modelId);
}
