using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit.Sdk;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>Every fault of the gateway's catalog, for a whole answer and for a stream.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultsAttribute : DataAttribute
{
    /// <summary>The rows that are played.</summary>
    public static IEnumerable<(Fault Fault, bool Stream)> Played => Rows.Where(static row => Differences.Reason(row.Fault.Name) is null);

    /// <summary>The rows that are not, by the reason.</summary>
    public static IEnumerable<(Fault Fault, bool Stream)> NotPlayed(string reason) =>
        Rows.Where(row => Differences.Reason(row.Fault.Name) == reason);

    // What sends megabytes without an end is a matter of memory, which the unit tests measure.
    private static IEnumerable<(Fault Fault, bool Stream)> Rows =>
        from fault in Fault.All
        where !fault.Large
        from stream in new[] { false, true }
        where fault.Expected(stream) is not null
        select (fault, stream);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Played.Select(static row => new object[] { row.Fault.Name, row.Stream });
}
