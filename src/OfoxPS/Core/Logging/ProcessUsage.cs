namespace OfoxPS.Core.Logging;

/// <summary>
/// The requests of this process, whether they are logged or not. It holds no content. The newest are kept one by one, older ones
/// as one sum for each hour, model and script, so that a service can run for ever and none is forgotten.
/// </summary>
/// <param name="longest">How many are kept one by one.</param>
internal sealed class ProcessUsage(int longest = 1_000)
{
    /// <summary>How many sums are kept apart. Servers may name a model that answers as they like.</summary>
    public const int MaximumSums = 10_000;

    private const string Others = "(others)";

    private readonly object _lock = new();
    private readonly Queue<TimedUsage> _newest = new();
    private readonly Dictionary<(DateTime Hour, string? Model, string? Script), TimedUsage> _older = [];

    /// <summary>What this process has asked.</summary>
    public static ProcessUsage Current { get; } = new();

    public void Add(LogEntry entry)
    {
        lock (_lock)
        {
            _newest.Enqueue(TimedUsage.Of(entry));
            if (_newest.Count <= longest)
            {
                return;
            }

            TimedUsage oldest = _newest.Dequeue();
            (DateTime, string?, string?) key = (HourOf(oldest.First.LocalDateTime), oldest.Sum.Model, oldest.Sum.Script);
            if (_older.Count >= MaximumSums && !_older.ContainsKey(key))
            {
                key = (default, Others, Others);
                oldest = new TimedUsage(oldest.First, oldest.Last, new OfoxUsage { Model = Others, Script = Others }).Plus(oldest);
            }

            _older[key] = _older.TryGetValue(key, out TimedUsage? sum) ? sum.Plus(oldest) : oldest;
        }
    }

    public TimedUsage[] All()
    {
        lock (_lock)
        {
            return [.. _older.Values, .. _newest];
        }
    }

    private static DateTime HourOf(DateTime time) => time.Date.AddHours(time.Hour);
}
