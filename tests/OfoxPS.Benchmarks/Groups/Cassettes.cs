using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>Many requests in one cassette: recorded, and replayed.</summary>
internal static class Cassettes
{
    private const int Few = 1_000;

    private const int Many = 10_000;

    // Each takes seconds, so the rounds are few.
    private const int MostRounds = 3;

    private const string Ask = "$null = 1..$n | Invoke-OfoxChat say -Model wait/0";

    public static Section Run(Bench bench)
    {
        string folder = Directory.CreateTempSubdirectory("ofox-bench-").FullName;
        try
        {
            Rounds rounds = new(Math.Min(bench.Rounds.Count, MostRounds), fewestToWarmUp: 1);
            IReadOnlyList<Figure> figures = rounds.Measure(
                [.. new[] { Few, Many }.SelectMany(count => Contenders(bench, count, Path.Combine(folder, $"{count}.json")))]);
            double Growth(string name) => figures.Ratio($"{name} {Many}", $"{name} {Few}") * Few / Many;
            return new Section(
                "Recording and replaying",
                $"{Table.Number(Few)} and {Table.Number(Many)} requests, one after the other, each with a prompt of its own: sent, "
                    + $"recorded into a new cassette, and replayed from it. At most {MostRounds} rounds.",
                ["", $"{Table.Number(Few)} requests", $"{Table.Number(Many)} requests", "One of many beside one of few", "Beside without"],
                [.. new[] { "without", "record", "replay" }.Select(name => new[]
                {
                    name, Table.Time(figures.Of($"{name} {Few}").Milliseconds), Table.Time(figures.Of($"{name} {Many}").Milliseconds),
                    Table.Times(Growth(name)),
                    Table.Times(figures.Ratio($"{name} {Many}", $"without {Many}")),
                })],
                [
                    new($"Recording {Table.Number(Many)} requests, beside sending them", figures.Ratio($"record {Many}", $"without {Many}"),
                        1.8),
                    new($"Replaying {Table.Number(Many)} requests, beside sending them", figures.Ratio($"replay {Many}", $"without {Many}"),
                        3),
                    new("Recording: time in proportion to the requests", Growth("record"), 2),
                    new("Replaying: time in proportion to the requests", Growth("replay"), 2),
                ]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Contender> Contenders(Bench bench, int count, string file) =>
    [
        new($"without {count}", () => bench.Session.Run($"param($n) {Ask}", count)),
        new($"record {count}", () =>
        {
            File.Delete(file);
            bench.Session.Run($"param($n, $file) Use-OfoxCassette $file -Mode Record {{ {Ask} }}", count, file);
        }),
        new($"replay {count}", () => bench.Session.Run($"param($n, $file) Use-OfoxCassette $file -Mode Replay {{ {Ask} }}", count, file)),
    ];
}
