namespace OfoxPS.Core.Conversations;

/// <summary>
/// Percentiles of durations in constant memory: they are counted in steps of 2 %, from a millisecond to a day, so that a result is at most
/// 1 % off.
/// </summary>
internal sealed class Percentiles
{
    private const double Step = 1.02;
    private const double Shortest = 0.001;

    private const int MaximumSteps = 924;

    // A single request, which most runs are, has one time.
    private int[] _counts = [];
    private int _total;

    public void Add(TimeSpan time)
    {
        double steps = time.TotalSeconds <= Shortest ? 0 : Math.Log(time.TotalSeconds / Shortest) / Math.Log(Step);
        int step = Math.Min(MaximumSteps - 1, (int)steps);
        if (step >= _counts.Length)
        {
            Array.Resize(ref _counts, _total == 0 ? step + 1 : MaximumSteps);
        }

        _counts[step]++;
        _total++;
    }

    /// <summary>So large a part of the times is no longer than this; null where there is none.</summary>
    /// <param name="part">From 0 to 1.</param>
    public double? Seconds(double part)
    {
        int rank = Math.Max(1, (int)Math.Ceiling(part * _total));
        int counted = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            counted += _counts[i];
            if (counted >= rank)
            {
                // The middle of the step.
                return Math.Round(Shortest * Math.Pow(Step, i + 0.5), 4);
            }
        }

        return null;
    }
}
