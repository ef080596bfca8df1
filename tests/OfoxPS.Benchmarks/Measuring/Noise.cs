using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>
/// How much the rounds of one figure differ on this machine, so that a reader knows which differences between figures mean something.
/// </summary>
internal static class Noise
{
    private static readonly List<double> Spreads = [];

    /// <summary>Takes what one contender needed in each round.</summary>
    public static void Add(IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        Spreads.Add((sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / sorted[sorted.Length / 2] * 100);
    }

    /// <summary>The spread in words: the middle half of the rounds, as a share of their median.</summary>
    public static string Describe() => Spreads.Count == 0 ? "not measured" : string.Create(
        CultureInfo.InvariantCulture,
            $"{Rounds.Median(Spreads):0} % of the median for half of the figures or less, {Spreads.Max():0} % for the noisiest");
}
