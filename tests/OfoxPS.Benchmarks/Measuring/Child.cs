using System;
using System.Diagnostics;
using System.Linq;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>A program that runs to its end.</summary>
internal static class Child
{
    /// <summary>The lines of its standard output, without empty ones.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string[] Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        string[] lines = [.. process.StandardOutput.ReadToEnd().Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0)];
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }
}
