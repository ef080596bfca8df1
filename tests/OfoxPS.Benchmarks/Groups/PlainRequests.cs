using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>One request after the other, and one with a large image.</summary>
internal static class PlainRequests
{
    private const int Count = 200;

    private const int ImageSize = 8 * 1024 * 1024;

    // The header of a PNG of 256 by 256 points; nobody looks at the rest.
    private static readonly byte[] Png =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0];

    public static Section Run(Bench bench)
    {
        string file = Path.Combine(Path.GetTempPath(), $"ofox-bench-{Environment.ProcessId}.png");
        byte[] image = new byte[ImageSize];
        Png.CopyTo(image, 0);
        File.WriteAllBytes(file, image);
        try
        {
            IReadOnlyList<Figure> figures = bench.Rounds.Measure(
            [
                new("bare cmdlet",
                    () => bench.Session.Run(
                    "param($n, $u, $b) foreach ($i in 1..$n) { $null = Receive-BareAnswer $u $b }", Count, bench.Completions,
                    Bench.Body("wait/0"))),
                new("Invoke-OfoxChat",
                    () => bench.Session.Run("param($n) foreach ($i in 1..$n) { $null = Invoke-OfoxChat hi -Model wait/0 }", Count)),
                new("one without image", () => bench.Session.Run("$null = Invoke-OfoxChat hi -Model wait/0")),
                new("one with an image of 8 MB",
                    () => bench.Session.Run("param($f) $null = Invoke-OfoxChat hi -Model wait/0 -Image $f", file)),
            ]);
            return new Section(
                "Plain requests",
                $"{Count} calls one after the other. And what an image of 8 MB allocates that is sent from its file.",
                ["", "Time", "One request", "Allocated"],
                [.. figures.Select(static figure => new[]
                {
                    figure.Name, Table.Time(figure.Milliseconds), figure.Name.StartsWith("one", StringComparison.Ordinal) ? ""
                        : Table.Time(figure.Milliseconds / Count), Table.Megabytes(figure.Allocated),
                })],
                [new("Allocated for an image of 8 MB",
                    Math.Max(0, figures.Of("one with an image of 8 MB").Allocated - figures.Of("one without image").Allocated) / 1048576, 1,
                    " MB")]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
