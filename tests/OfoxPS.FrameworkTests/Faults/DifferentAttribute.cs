using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit.Sdk;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>The faults that are skipped for one reason.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class DifferentAttribute(string reason) : DataAttribute
{
    public override string? Skip { get; set; } = reason;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => FaultsAttribute.NotPlayed(Skip!).Select(static row => new object[] { row.Fault.Name, row.Stream });
}
