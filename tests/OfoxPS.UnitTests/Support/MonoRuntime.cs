using System;

namespace OfoxPS.UnitTests.Support;

/// <summary>The runtime that stands in for .NET Framework where there is no Windows. It is not .NET Framework in everything.</summary>
internal static class MonoRuntime
{
    public static bool IsHere { get; } = Type.GetType("Mono.Runtime") is not null;

    /// <summary>Why a test is skipped; null where it is not.</summary>
    public static string? Skip(string reason) => IsHere ? $"Mono is not .NET Framework here: {reason}" : null;
}
