using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using OfoxPS.Benchmarks;
using OfoxPS.Benchmarks.Groups;
using OfoxPS.Benchmarks.Measuring;
using OfoxPS.Benchmarks.Report;
using OfoxPS.Benchmarks.Server;

if (args is [ServerProcess.Argument])
{
    Console.WriteLine(new PreparedServer().Start());
    Console.In.ReadToEnd();
    return 0;
}

Options options = Options.Read(args);
if (options.Only is [Load.Name])
{
    return Load.Run(options.PowerShell, options.Requests) ? 0 : 1;
}

(string Name, Func<Bench, Section> Run)[] groups =
[
    ("chunks", ThrownChunks.Run), ("kept", KeptChunks.Run), ("long", LongAnswers.Run), ("input", LargeInputs.Run),
    ("cassette", Cassettes.Run),
    ("throughput", Throughput.Run), ("plain", PlainRequests.Run), ("import", Imports.Run), ("shell", FullShell.Run),
];

foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>()
    .Where(static name => name.StartsWith("OFOX_", StringComparison.OrdinalIgnoreCase)).ToArray())
{
    Environment.SetEnvironmentVariable(name, null);
}

string cache = Directory.CreateTempSubdirectory("ofox-bench-").FullName;
using ServerProcess server = new();
Environment.SetEnvironmentVariable("OFOX_BASE_URL", server.Base);
Environment.SetEnvironmentVariable("OFOX_API_KEY", "sk-bench");
Environment.SetEnvironmentVariable("OFOX_CACHE", cache);
using Session session = new();
Bench bench = new(session, new Rounds(options.Rounds), server.Base, options.PowerShell);
List<Section> sections = [];
try
{
    foreach ((string name, Func<Bench, Section> run) in groups)
    {
        if (options.Only.Count > 0 && !options.Only.Contains(name))
        {
            continue;
        }

        Section section = run(bench);
        sections.Add(section);
        Console.WriteLine($"{section.Title} ({name})");
        foreach (IReadOnlyList<string> row in section.Rows.Prepend(section.Header))
        {
            Console.WriteLine("  " + string.Join(" ", row.Select(static (cell, i) => i == 0 ? cell.PadRight(36) : cell.PadLeft(22))));
        }

        foreach (Verdict verdict in section.Verdicts)
        {
            Console.WriteLine($"  {(verdict.IsMet ? "met   " : "MISSED")} {verdict.What}: {verdict.Figure}, {verdict.Target}");
        }
    }
}
finally
{
    Directory.Delete(cache, recursive: true);
}

if (options.Root is { } root)
{
    Page.Write(root, sections, options.Rounds);
}

Console.WriteLine($"Spread of the rounds: {Noise.Describe()}.");
return sections.TrueForAll(static section => section.Verdicts.All(static verdict => verdict.IsMet)) ? 0 : 1;
