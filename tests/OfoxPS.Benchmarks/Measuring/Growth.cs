using System.Collections.Generic;
using System.Linq;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>
/// The same thing in two sizes: what a unit of the larger one costs beside a unit of the smaller one. In proportion is 1.
/// </summary>
/// <param name="Name">What it is.</param>
/// <param name="Script">The script; its parameter is the size.</param>
/// <param name="Small">The smaller size.</param>
/// <param name="Large">The larger one.</param>
/// <param name="Unit">What the size counts.</param>
/// <param name="MostTime">The target of the time.</param>
internal sealed record Growth(string Name, string Script, int Small, int Large, string Unit, double MostTime = Growth.UsualTime)
{
    // A size ten times as large costs ten times as much of what grows with its square. Up to twice is the garbage collector, which
    // has more to move where more is kept.
    private const double UsualTime = 2;

    private const double MostMemory = 1.5;

    public static Section Measure(Bench bench, string title, string text, IReadOnlyList<Growth> growths)
    {
        IReadOnlyList<Figure> figures = bench.Rounds.Measure(
        [
            .. growths.SelectMany(
                growth => new[] { growth.Small, growth.Large }
                .Select(size => new Contender($"{growth.Name} {size}", () => bench.Session.Run(growth.Script, size)))),
        ]);
        List<IReadOnlyList<string>> rows = [];
        List<Verdict> verdicts = [];
        foreach (Growth growth in growths)
        {
            Figure small = figures.Of($"{growth.Name} {growth.Small}");
            Figure large = figures.Of($"{growth.Name} {growth.Large}");
            double size = (double)growth.Large / growth.Small;
            double time = large.Milliseconds / small.Milliseconds / size;
            double bytes = large.Allocated / small.Allocated / size;
            rows.Add(
            [
                growth.Name,
                $"{Table.Number(growth.Small)} {growth.Unit}: {Table.Time(small.Milliseconds)}, {Table.Megabytes(small.Allocated)}",
                $"{Table.Number(growth.Large)} {growth.Unit}: {Table.Time(large.Milliseconds)}, {Table.Megabytes(large.Allocated)}",
                Table.Times(time), Table.Times(bytes),
            ]);
            verdicts.Add(new Verdict($"{growth.Name}: time in proportion to the length", time, growth.MostTime));
            verdicts.Add(new Verdict($"{growth.Name}: memory in proportion to the length", bytes, MostMemory));
        }

        return new Section(
            title, text, ["", "Small", "Large", "Time of a unit, large beside small", "Allocated by a unit, large beside small"], rows,
            verdicts);
    }
}
