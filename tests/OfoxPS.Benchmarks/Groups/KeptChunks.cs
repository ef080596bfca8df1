using System.Collections.Generic;
using System.Linq;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>The same stream, all of it kept.</summary>
internal static class KeptChunks
{
    public static Section Run(Bench bench)
    {
        Session session = bench.Session;
        string body = Bench.Body(ThrownChunks.Model, stream: true);
        IReadOnlyList<Figure> figures = bench.Rounds.Measure(
        [
            new("bare cmdlet, strings", () => session.Run("param($u, $b) $all = Receive-BareStream $u $b", bench.Completions, body)),
            new("Get-OfoxStream, chunks", () => session.Run($"$all = Get-OfoxStream hi -Model {ThrownChunks.Model}")),
        ]);
        double ratio = figures.Ratio("Get-OfoxStream, chunks", "bare cmdlet, strings");
        return new Section(
            "The same stream, all chunks kept",
            "`$all = Get-OfoxStream ...`, beside a bare cmdlet that keeps the pieces of text alone.",
            ["", "Time", "Allocated by a chunk", "Beside bare cmdlet"],
            [.. figures.Select(figure => new[]
            {
                figure.Name, Table.Time(figure.Milliseconds), $"{Table.Number(figure.Allocated / ThrownChunks.Count)} bytes",
                Table.Times(figures.Ratio(figure.Name, "bare cmdlet, strings")),
            })],
            [new("Chunks kept, beside a bare cmdlet that keeps strings", ratio, 2)]);
    }
}
