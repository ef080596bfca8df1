using OfoxPS.Core.Catalog;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Conversations;

/// <summary>Counts what becomes of many requests, for the progress while they run and the report at the end. For one thread.</summary>
internal sealed class BatchStatistics
{
    // In seconds. The rate is that of the last minute, because an older one does not predict the end.
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(30);

    private readonly Clock _clock;
    private readonly TimeSpan _began;
    private readonly Percentiles _times = new();
    private readonly Queue<(TimeSpan Time, int Done)> _history = new();
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<AnswerNote, int> _notes = [];
    private TimeSpan _pausedUntil;
    private TimeSpan _paused;
    private TimeSpan _last;

    public BatchStatistics(Clock clock)
    {
        _clock = clock;
        _began = clock.Now;
        _history.Enqueue((_began, 0));
    }

    /// <summary>What has been counted so far. The numbers of time are in it once <see cref="Report"/> was called.</summary>
    public OfoxBatchReport Counts { get; } = new();

    /// <summary>How many inputs there will be; null where that is not known.</summary>
    public int? Expected { get; set; }

    /// <summary>How many have ended, in this run or an earlier one.</summary>
    public int Done => Counts.Succeeded + Counts.Replayed + Counts.Failed;

    /// <summary>The time of day until which nothing is sent; null where something is.</summary>
    public DateTimeOffset? PausedUntil => _pausedUntil > _clock.Now ? _clock.UtcNow + (_pausedUntil - _clock.Now) : null;

    /// <summary>Whether the pause that is on is one because the server has refused a request.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Answers a second of late, those from a checkpoint not counted; null where there are too few to say.</summary>
    public double? Rate
    {
        get
        {
            (TimeSpan time, int done) = _history.Peek();
            double seconds = (_clock.Now - time).TotalSeconds;
            int fresh = Counts.Succeeded + Counts.Failed - done;
            return fresh > 0 && seconds > 0 ? fresh / seconds : null;
        }
    }

    /// <summary>How many answers something is worth knowing of.</summary>
    public int Notes(AnswerNote note) => _notes.TryGetValue(note, out int count) ? count : 0;

    /// <summary>Something is worth knowing of an answer.</summary>
    public void Note(AnswerNote note) => _notes[note] = Notes(note) + 1;

    /// <summary>A blank string of the input was passed over.</summary>
    public void PassOver()
    {
        Counts.Blank++;
        Expected--;
    }

    /// <summary>A call is over, however it ended. An input may need several.</summary>
    /// <param name="attempts">How many times something was sent.</param>
    /// <param name="usage">What it used; null where no server said it.</param>
    /// <param name="cost">What it cost; null where that is not known.</param>
    /// <param name="cache">What the provider's prompt cache did for it.</param>
    public void Call(int attempts, Usage? usage, decimal? cost, CacheUse cache = default)
    {
        Counts.Attempts += attempts;
        if (usage is not null)
        {
            (Counts.Usage ??= new Usage()).Add(usage);
        }

        Counts.Cost = Sum(Counts.Cost, cost);
        Counts.CachedTokens += cache.Tokens;
        Counts.CacheSavings = Sum(Counts.CacheSavings, cache.Saved);
    }

    /// <summary>An input was answered.</summary>
    public void Succeed(ChatCompletion answer)
    {
        Counts.Succeeded++;
        _times.Add(answer.Duration);
        Remember();
    }

    /// <summary>An input failed.</summary>
    public void Fail(OfoxException failure)
    {
        Counts.Failed++;
        string id = failure.Kind.ToString();
        _errors[id] = _errors.TryGetValue(id, out int count) ? count + 1 : 1;
        Remember();
    }

    /// <summary>An answer that was counted is none after all.</summary>
    /// <param name="isReplayed">It was counted as one of an earlier run.</param>
    public void Forget(bool isReplayed)
    {
        Counts.Replayed -= isReplayed ? 1 : 0;
        Counts.Succeeded -= isReplayed ? 0 : 1;
    }

    /// <summary>Nothing is sent until a time of day.</summary>
    public void Pause(DateTimeOffset until, bool isRefused = false)
    {
        IsRefused = isRefused;

        // Pauses that overlap, as those of requests that wait together do, count once.
        TimeSpan now = _clock.Now;
        TimeSpan end = now + (until - _clock.UtcNow);
        TimeSpan from = _pausedUntil > now ? _pausedUntil : now;
        if (end > from)
        {
            _paused += end - from;
            _pausedUntil = end;
        }
    }

    /// <summary>Completes <see cref="Counts"/> at the end of the run.</summary>
    /// <param name="unused">How many records of the checkpoint belong to no input.</param>
    public OfoxBatchReport Report(int unused = 0)
    {
        Counts.Unused = unused;
        Counts.Cut = Notes(AnswerNote.Cut);
        Counts.Refused = Notes(AnswerNote.Refused);
        Counts.Empty = Notes(AnswerNote.Empty);
        Counts.Repaired = Notes(AnswerNote.Repaired);
        Counts.Elapsed = _clock.Now - _began;
        Counts.MedianSeconds = _times.Seconds(0.5);
        Counts.P95Seconds = _times.Seconds(0.95);
        Counts.Paused = _pausedUntil > _clock.Now ? _paused - (_pausedUntil - _clock.Now) : _paused;
        foreach (KeyValuePair<string, int> error in _errors.OrderBy(static error => error.Key, StringComparer.Ordinal))
        {
            Counts.Errors[error.Key] = error.Value;
        }

        return Counts;
    }

    private static decimal? Sum(decimal? sum, decimal? more) => more is null ? sum : (sum ?? 0) + more;

    private void Remember()
    {
        TimeSpan now = _clock.Now;
        if (_history.Count == 1 || now - _last >= TimeSpan.FromSeconds(1))
        {
            _last = now;
            _history.Enqueue((now, Counts.Succeeded + Counts.Failed));
        }

        while (_history.Count > 2 && now - _history.Peek().Time > RateWindow)
        {
            _history.Dequeue();
        }
    }
}
