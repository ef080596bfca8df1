using System;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>Answers that are much longer than usual.</summary>
internal static class LongAnswers
{
    private const string Items = "@(@{ name = [string]; size = [int] })";

    // A round takes seconds, and what is looked for is ten times, not ten in a hundred.
    private const int MostRounds = 5;

    public static Section Run(Bench bench) => Growth.Measure(
        bench with { Rounds = new Rounds(Math.Min(bench.Rounds.Count, MostRounds), fewestToWarmUp: 2) },
        "Long answers",
        $"The same answer in two lengths, in pieces of 1 KB where it is streamed. At most {MostRounds} rounds.",
        [
            new("Text, streamed", "param($n) $null = Invoke-OfoxChat hi -Model \"text/$($n * 1MB)\" -Stream", 6, 60, "MB"),
            new("Text, whole", "param($n) $null = Invoke-OfoxChat hi -Model \"text/$($n * 1MB)\"", 6, 60, "MB"),
            new("Arguments of a tool call, streamed",
                "param($n) $null = Invoke-OfoxChat hi -Model \"tool/$($n * 1MB)\" -NoToolExecution -Stream", 1, 10, "MB"),
            new("Arguments of a tool call, whole", "param($n) $null = Invoke-OfoxChat hi -Model \"tool/$($n * 1MB)\" -NoToolExecution", 1,
                10, "MB"),
            new("List with `-As`, streamed", $"param($n) $null = Invoke-OfoxChat hi -Model \"list/$n\" -Stream -As {Items}", 10_000,
                100_000, "items", MostTime: 1.3),
            new("List with `-As`, whole", $"param($n) $null = Invoke-OfoxChat hi -Model \"list/$n\" -As {Items}", 10_000, 100_000, "items"),
        ]);
}
