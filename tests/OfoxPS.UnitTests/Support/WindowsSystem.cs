using System;
using System.Runtime.InteropServices;

namespace OfoxPS.UnitTests.Support;

/// <summary>Whether this is Windows, or Wine, which stands in for it and is not Windows in everything.</summary>
internal static class WindowsSystem
{
    public static bool IsHere { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static bool IsWine { get; } = IsHere && GetProcAddress(GetModuleHandle("ntdll.dll"), "wine_get_version") != IntPtr.Zero;

    /// <summary>Why a test of what Wine does differently is skipped; null where it is not.</summary>
    public static string? SkipInWine(string reason) => IsWine ? $"Wine is not Windows here: {reason}" : null;

    /// <summary>Why a test of what Windows does not have is skipped; null where it is not.</summary>
    public static string? SkipInWindows(string reason) => IsHere ? $"Not in Windows: {reason}" : null;

    /// <summary>Why a test of what Windows alone has is skipped; null where it is not.</summary>
    public static string? SkipElsewhere(string reason) => IsHere ? null : $"In Windows only: {reason}";

    [DllImport("kernel32", CharSet = CharSet.Unicode, EntryPoint = "GetModuleHandleW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetModuleHandle(string name);

    [DllImport("kernel32", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr GetProcAddress(IntPtr module, [MarshalAs(UnmanagedType.LPStr)] string name);
}
