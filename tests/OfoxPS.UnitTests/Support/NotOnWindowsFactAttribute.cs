using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A test of something that Windows does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotOnWindowsFactAttribute : FactAttribute
{
    /// <param name="reason">What Windows does.</param>
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public NotOnWindowsFactAttribute(string reason, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = WindowsSystem.SkipInWindows(reason);
}
