using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A theory of something that Mono does differently from .NET Framework.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotOnMonoTheoryAttribute : TheoryAttribute
{
    /// <param name="reason">What Mono does.</param>
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public NotOnMonoTheoryAttribute(string reason, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = MonoRuntime.Skip(reason);
}
