using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A theory of something that Wine does differently from Windows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NotOnWineTheoryAttribute : TheoryAttribute
{
    /// <param name="reason">What Wine does.</param>
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public NotOnWineTheoryAttribute(string reason, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = WindowsSystem.SkipInWine(reason);
}
