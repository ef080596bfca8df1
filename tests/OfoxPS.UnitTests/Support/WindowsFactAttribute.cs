using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A test of something that Windows alone has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WindowsFactAttribute : FactAttribute
{
    /// <param name="reason">What is tested there.</param>
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public WindowsFactAttribute(string reason, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = WindowsSystem.SkipElsewhere(reason);
}
