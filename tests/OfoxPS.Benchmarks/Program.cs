using System;
using System.Collections.Generic;
using OfoxPS.Benchmarks.Groups;
using OfoxPS.Benchmarks.Measuring;
using OfoxPS.Benchmarks.Server;

if (args is [ServerProcess.Argument])
{
    Console.WriteLine(new PreparedServer().Start());
    Console.In.ReadToEnd();
    return 0;
}

using ServerProcess server = new();
Environment.SetEnvironmentVariable("OFOX_BASE_URL", server.Base);
Environment.SetEnvironmentVariable("OFOX_API_KEY", "sk-bench");
using Session session = new();
Rounds rounds = new(9);
foreach (IReadOnlyList<Contender> group in new[] { Chunks.Thrown(session, server.Base), Chunks.Kept(session, server.Base) })
{
    foreach (Figure figure in rounds.Measure(group))
    {
        Console.WriteLine($"{figure.Name,-30} {figure.Milliseconds,8:0.0} ms {figure.Processor,8:0.0} ms cpu {figure.Allocated / Chunks.Count,8:0} bytes a chunk");
    }
}

return 0;
