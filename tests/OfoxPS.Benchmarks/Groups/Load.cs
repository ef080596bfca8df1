using System;
using System.Globalization;
using System.IO;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>
/// Many requests against the gateway for tests, which says whether all of them came to one end each. The scripts print their figures;
/// nothing of them stands on the page, so the group runs only where it is named.
/// </summary>
internal static class Load
{
    /// <summary>The name of the group.</summary>
    public const string Name = "load";

    /// <param name="shell">The pwsh.dll of the PowerShell that runs the scripts.</param>
    /// <param name="requests">How many requests 16 runspaces send; null for the default and many in one pipeline.</param>
    /// <returns>Whether everything was as it must be.</returns>
    public static bool Run(string shell, int? requests) => requests is { } count
        ? Script(shell, "Load.ps1", "-Request", count.ToString(CultureInfo.InvariantCulture))
        : Script(shell, "Load.ps1") & Script(shell, "LoadBatch.ps1");

    private static bool Script(string shell, string name, params string[] arguments) =>
        Child.Show("dotnet",
            [shell, "-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "Groups", name), Session.Module,
            Session.Gateway, .. arguments]);
}
