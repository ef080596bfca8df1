using System;
using System.Runtime.CompilerServices;
using Xunit;

namespace OfoxPS.EngineTests.Support;

/// <summary>A test that needs a terminal, and is skipped where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PseudoTerminalFactAttribute : FactAttribute
{
    /// <param name="file">The file of the test, from the compiler.</param>
    /// <param name="line">The line of the test, from the compiler.</param>
    public PseudoTerminalFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = PseudoTerminal.Missing;
}
