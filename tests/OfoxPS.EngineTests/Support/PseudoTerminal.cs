using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.EngineTests.Support;

/// <summary>
/// Runs a script in a PowerShell of its own (that of the tool manifest), whose input and output are a terminal: that of the command script
/// of util-linux. A host that asks its console whether it is one, and how wide, gets true answers.
/// </summary>
internal static class PseudoTerminal
{
    // What .NET itself writes to a terminal, before the first text: keys of the keypad are to send sequences.
    private const string KeypadMode = "\u001b[?1h\u001b=";

    /// <summary>Why nothing can be run here; null where it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Runs PowerShell code with the module imported, and gives all that the terminal got.</summary>
    /// <param name="code">The code; the gateway for tests is its server.</param>
    /// <param name="columns">How wide the terminal is.</param>
    /// <param name="variables">Variables of the environment, beside those of the tests; null removes one.</param>
    public static async Task<string> RunAsync(string code, int columns, params (string Name, string? Value)[] variables)
    {
        using TemporaryFolder folder = new();
        string script = folder.Write("script.ps1", $"Import-Module '{ModuleUnderTest.Manifest}'\n{code}\n");
        string command = $"stty cols {columns} rows 40; exec dotnet tool run pwsh -NoProfile -File '{script}'";
        ProcessStartInfo start = new("script", ["--quiet", "--return", "--command", command, "/dev/null"])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        IEnumerable<(string Name, string? Value)> all =
        [
            ("OFOX_BASE_URL", Engine.Gateway.BaseUri), ("OFOX_API_KEY", TestGateway.EnvironmentKey), ("OFOX_CACHE", "off"), ("OFOX_MARKDOWN", null),
            ("NO_COLOR", null), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), .. variables,
        ];
        foreach ((string name, string? value) in all)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Replace(KeypadMode, string.Empty, StringComparison.Ordinal) : throw new InvalidOperationException($"The script ended with {process.ExitCode}: {output}");
    }

    private static string? FindMissing()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("script", ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            return process.StandardOutput.ReadToEnd().Contains("util-linux", StringComparison.Ordinal) ? null : "The command script is not that of util-linux.";
        }
        catch (Win32Exception)
        {
            return "The command script of util-linux, which makes a terminal, is not installed.";
        }
    }
}
