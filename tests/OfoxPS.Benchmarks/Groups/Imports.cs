using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>The import, each in a process of its own.</summary>
internal static class Imports
{
    public static Section Run(Bench bench)
    {
        string folder = Directory.CreateTempSubdirectory("ofox-bench-").FullName;
        try
        {
            string first = WriteFirst(folder);
            List<double> bare = [];
            List<double> ofox = [];
            string[] loaded = [];
            for (int round = -1; round < bench.Rounds.Count; round++)
            {
                (double bareTime, string[] always) = Measure(bench, Session.BareModule, first);
                (double ofoxTime, string[] names) = Measure(bench, Session.Module, first);
                loaded = [.. names.Except(always)];
                if (round >= 0)
                {
                    bare.Add(bareTime);
                    ofox.Add(ofoxTime);
                }
            }

            double ratio = Rounds.Median(ofox) / Rounds.Median(bare);
            return new Section(
                "Import",
                "`Import-Module` in a new process of PowerShell, beside a binary module with as many cmdlets, which do nothing, and a "
                    + "format file of one view. "
                + $"What the import of OfoxPS loads and that of the bare module does not: {string.Join(", ", loaded)}.",
                ["", "Time", "Beside bare module"],
                [["bare module", Table.Time(Rounds.Median(bare)), Table.Times(1)],
                    ["OfoxPS", Table.Time(Rounds.Median(ofox)), Table.Times(ratio)]],
                [new("Import beside a bare module with a format file", ratio, 1.2),
                    new("Assemblies that the import loads", loaded.Length, 1, "")]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Some assembly as a binary module with a format file.
    private static string WriteFirst(string folder)
    {
        string format = Path.Combine(Path.GetDirectoryName(Session.BareModule)!, "Bare.Format.ps1xml");
        File.Copy(format, Path.Combine(folder, "First.Format.ps1xml"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "System.CodeDom.dll"), Path.Combine(folder, "First.dll"));
        string manifest = Path.Combine(folder, "First.psd1");
        File.WriteAllText(
            manifest, "@{ RootModule = 'First.dll'; ModuleVersion = '1.0.0'; FormatsToProcess = @('First.Format.ps1xml'); "
            + "CmdletsToExport = @(); FunctionsToExport = @() }");
        return manifest;
    }

    private static (double Time, string[] Loaded) Measure(Bench bench, string module, string first)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Groups", "Import.ps1");
        string[] lines = Child.RunScript(bench.PowerShell, script, "-Module", module, "-First", first);
        return (double.Parse(lines[^2], CultureInfo.InvariantCulture), lines[^1].Split(' '));
    }
}
