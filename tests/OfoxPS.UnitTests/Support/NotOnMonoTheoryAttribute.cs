using System;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A theory of something that Mono does differently from .NET Framework.</summary>
/// <param name="reason">What Mono does.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotOnMonoTheoryAttribute(string reason) : TheoryAttribute
{
    public override string? Skip { get; set; } = Mono.Skip(reason);
}
