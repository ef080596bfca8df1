using System;
using Xunit;

namespace OfoxPS.EngineTests.Support;

/// <summary>A test that needs a terminal, and is skipped where none can be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PseudoTerminalFactAttribute : FactAttribute
{
    public override string? Skip { get; set; } = PseudoTerminal.Missing;
}
