using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>The faults that Wine plays otherwise than Windows, by the reason.</summary>
internal static class WineDifferences
{
    /// <summary>Why a fault is not played here; null where it is.</summary>
    public static string? Skip(WireFault fault) => Reason(fault) is { } reason ? WindowsSystem.SkipInWine(reason) : null;

    private static string? Reason(WireFault fault) =>
        fault.Tls ? "its TLS is no server, and does not name the fault of a certificate" : null;
}
