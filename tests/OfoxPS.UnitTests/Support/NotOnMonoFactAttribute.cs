using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A test of something that Mono does differently from .NET Framework.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotOnMonoFactAttribute : FactAttribute
{
    /// <param name="reason">What Mono does.</param>
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public NotOnMonoFactAttribute(string reason, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = MonoRuntime.Skip(reason);
}
