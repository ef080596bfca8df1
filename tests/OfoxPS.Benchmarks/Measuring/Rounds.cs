using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>Measures contenders by turns, so that a slow moment of the machine meets all of them, and gives the median of each.</summary>
/// <param name="count">How many rounds count.</param>
/// <param name="fewestToWarmUp">How many come before them at least.</param>
internal sealed class Rounds(int count, int fewestToWarmUp = 3)
{
    private const int MostToWarmUp = 50;

    // The runtime compiles what runs often twice more, in the background.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public int Count => count;

    public IReadOnlyList<Figure> Measure(IReadOnlyList<Contender> contenders)
    {
        List<(double Time, double Processor, double Bytes)>[] all =
            [.. contenders.Select(static _ => new List<(double, double, double)>())];
        Stopwatch warming = Stopwatch.StartNew();
        int warm = 0;
        for (int round = 0; round < count;)
        {
            bool counts = warm >= fewestToWarmUp && (warm >= MostToWarmUp || warming.Elapsed >= WarmUp);
            for (int i = 0; i < contenders.Count; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                long bytes = GC.GetTotalAllocatedBytes(precise: true);
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                Stopwatch clock = Stopwatch.StartNew();
                contenders[i].Run();
                double time = clock.Elapsed.TotalMilliseconds;
                if (counts)
                {
                    all[i].Add((time, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,
                        GC.GetTotalAllocatedBytes(precise: true) - bytes));
                }
            }

            if (counts)
            {
                round++;
            }
            else
            {
                // It does so only when nothing new has run for a moment.
                warm++;
                Thread.Sleep(150);
            }
        }

        foreach (List<(double Time, double Processor, double Bytes)> one in all)
        {
            Noise.Add(one.Select(static round => round.Time));
        }

        return [.. contenders.Select((contender, i) => new Figure(
            contender.Name,
            Median(all[i].Select(static one => one.Time)),
            Median(all[i].Select(static one => one.Processor)),
            Median(all[i].Select(static one => one.Bytes))))];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
