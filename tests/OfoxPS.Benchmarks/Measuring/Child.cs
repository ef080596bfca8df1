using System;
using System.Diagnostics;
using System.Linq;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>A program that runs to its end.</summary>
internal static class Child
{
    /// <summary>Runs a script in a new PowerShell process; gives the lines that it writes, without empty ones.</summary>
    /// <param name="shell">The pwsh.dll of the PowerShell.</param>
    /// <param name="script">The path of the script.</param>
    /// <param name="arguments">The arguments of the script.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string[] RunScript(string shell, string script, params string[] arguments) =>
        Run("dotnet", [shell, "-NoProfile", "-NonInteractive", "-File", script, .. arguments]);

    /// <summary>Runs a program whose output is this program's; says whether it succeeded.</summary>
    public static bool Show(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>The lines of its standard output, without empty ones.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string[] Run(string program, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        string[] lines = [.. process.StandardOutput.ReadToEnd().Split('\n').Select(static line => line.TrimEnd('\r'))
            .Where(static line => line.Length > 0)];
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }
}
