using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A theory of something that Windows alone has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WindowsTheoryAttribute : TheoryAttribute
{
    /// <param name="reason">What is tested there.</param>
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public WindowsTheoryAttribute(string reason, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = WindowsSystem.SkipElsewhere(reason);
}
