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
    private Usage? _usage;
    private decimal? _cost;
    private decimal? _saved;

    public BatchStatistics(Clock clock)
    {
        _clock = clock;
        _began = clock.Now;
        _history.Enqueue((_began, 0));
    }

    /// <summary>How many inputs there will be; null where that is not known.</summary>
    public int? Expected { get; set; }

    public int Total { get; private set; }

    public int Succeeded { get; private set; }

    public int Replayed { get; private set; }

    public int Failed { get; private set; }

    public int Interrupted { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>How many blank strings of the input were passed over.</summary>
    public int Blank { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>How many answers something is worth knowing of.</summary>
    public int Notes(AnswerNote note) => _notes.TryGetValue(note, out int count) ? count : 0;

    public int Refused { get; private set; }

    public decimal? Cost => _cost;

    /// <summary>How many tokens came from the prompt cache of the provider.</summary>
    public long CachedTokens { get; private set; }

    public TimeSpan Elapsed => _clock.Now - _began;

    /// <summary>How many have ended, in this run or an earlier one.</summary>
    public int Done => Succeeded + Replayed + Failed;

    /// <summary>The time of day until which nothing is sent; null where something is.</summary>
    public DateTimeOffset? PausedUntil => _pausedUntil > _clock.Now ? _clock.UtcNow + (_pausedUntil - _clock.Now) : null;

    /// <summary>Answers a second of late, those from a checkpoint not counted; null where there are too few to say.</summary>
    public double? Rate
    {
        get
        {
            (TimeSpan time, int done) = _history.Peek();
            double seconds = (_clock.Now - time).TotalSeconds;
            int fresh = Succeeded + Failed - done;
            return fresh > 0 && seconds > 0 ? fresh / seconds : null;
        }
    }

    /// <summary>An input was accepted.</summary>
    public void Accept() => Total++;

    /// <summary>An input belongs to another machine.</summary>
    public void Skip() => Skipped++;

    /// <summary>Something is worth knowing of an answer.</summary>
    public void Note(AnswerNote note) => _notes[note] = Notes(note) + 1;

    /// <summary>A blank string of the input was passed over.</summary>
    public void PassOver()
    {
        Blank++;
        Expected--;
    }

    /// <summary>A call is over, however it ended. An input may need several.</summary>
    /// <param name="attempts">How many times something was sent.</param>
    /// <param name="usage">What it used; null where no server said it.</param>
    /// <param name="cost">What it cost; null where that is not known.</param>
    /// <param name="cache">What the provider's prompt cache did for it.</param>
    public void Call(int attempts, Usage? usage, decimal? cost, CacheUse cache = default)
    {
        CachedTokens += cache.Tokens;
        _saved = cache.Saved is null ? _saved : (_saved ?? 0) + cache.Saved;
        Attempts += attempts;
        if (usage is not null)
        {
            (_usage ??= new Usage()).Add(usage);
        }

        _cost = cost is null ? _cost : (_cost ?? 0) + cost;
    }

    /// <summary>An input was answered.</summary>
    public void Succeed(ChatCompletion answer)
    {
        Succeeded++;
        _times.Add(answer.Duration);
        Remember();
    }

    /// <summary>An input failed.</summary>
    public void Fail(OfoxException failure)
    {
        Failed++;
        string id = failure.Kind.ToString();
        _errors[id] = _errors.TryGetValue(id, out int count) ? count + 1 : 1;
        Remember();
    }

    /// <summary>An answer of an earlier run was taken from the checkpoint.</summary>
    public void Replay() => Replayed++;

    /// <summary>An answer that was counted is none after all.</summary>
    /// <param name="isReplayed">It was counted as one of an earlier run.</param>
    public void Forget(bool isReplayed)
    {
        Replayed -= isReplayed ? 1 : 0;
        Succeeded -= isReplayed ? 0 : 1;
    }

    /// <summary>Requests were on their way when the run was ended.</summary>
    public void Interrupt(int count) => Interrupted += count;

    /// <summary>The server refused a request because there were too many.</summary>
    public void Refuse() => Refused++;

    /// <summary>Whether the pause that is on is one because the server has refused a request.</summary>
    public bool IsRefused { get; private set; }

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

    /// <param name="unused">How many records of the checkpoint belong to no input.</param>
    public OfoxBatchReport Report(int unused = 0)
    {
        OfoxBatchReport report = new()
        {
            Total = Total,
            Succeeded = Succeeded,
            Replayed = Replayed,
            Failed = Failed,
            Interrupted = Interrupted,
            Skipped = Skipped,
            Unused = unused,
            Blank = Blank,
            Cut = Notes(AnswerNote.Cut),
            Refused = Notes(AnswerNote.Refused),
            Empty = Notes(AnswerNote.Empty),
            Repaired = Notes(AnswerNote.Repaired),
            Attempts = Attempts,
            Usage = Usage.Sum([_usage]),
            Cost = _cost,
            CachedTokens = CachedTokens,
            CacheSavings = _saved,
            Elapsed = Elapsed,
            MedianSeconds = _times.Seconds(0.5),
            P95Seconds = _times.Seconds(0.95),
            Paused = _pausedUntil > _clock.Now ? _paused - (_pausedUntil - _clock.Now) : _paused,
            Refused429 = Refused,
        };
        foreach (KeyValuePair<string, int> error in _errors.OrderBy(static error => error.Key, StringComparer.Ordinal))
        {
            report.Errors[error.Key] = error.Value;
        }

        return report;
    }

    private void Remember()
    {
        TimeSpan now = _clock.Now;
        if (_history.Count == 1 || now - _last >= TimeSpan.FromSeconds(1))
        {
            _last = now;
            _history.Enqueue((now, Succeeded + Failed));
        }

        while (_history.Count > 2 && now - _history.Peek().Time > RateWindow)
        {
            _history.Dequeue();
        }
    }
}
