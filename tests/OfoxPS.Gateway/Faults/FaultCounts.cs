using System.Collections.Concurrent;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Faults;

/// <summary>How often each model id was asked for: a fault with the times option ends after so many.</summary>
internal sealed class FaultCounts
{
    private readonly ConcurrentDictionary<string, int> counts = new();

    public bool Happens(ModelReference model) =>
        model.Options.Times is not { } times || counts.AddOrUpdate(model.FullName, 1, (_, count) => count + 1) <= times;

    /// <summary>How often this was asked for, now included.</summary>
    public int Count(string what) => counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    /// <summary>Whether nobody asked for this before.</summary>
    public bool IsFirst(string what) => counts.AddOrUpdate(what, 1, static (_, count) => count + 1) == 1;

    public void Clear() => counts.Clear();
}
