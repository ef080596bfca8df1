namespace OfoxPS.Core.Pacing;

/// <summary>
/// How many requests of one pipeline may be on their way. It begins low, because servers refuse a burst that is within their limits, grows
/// while answers come, and is halved when the server refuses.
/// </summary>
/// <param name="maximum">The most that there may be, at least 1.</param>
internal sealed class AdaptiveLimit(int maximum)
{
    // Requests that a run begins with. Eight are sent at once by many clients without being refused; four would cost one round more.
    private const int First = 8;

    // Each answer admits three more requests: 8, 32, 128, until the maximum or the first refusal.
    private const int FastGrowth = 3;

    private readonly Dictionary<Gate, int> _pauses = [];
    private int _current = Math.Min(First, maximum);
    private int _answers;
    private bool _wasRefused;

    /// <summary>How many there may be now.</summary>
    public int Current => _current;

    /// <summary>A request was answered.</summary>
    public void Answered()
    {
        if (_current >= maximum)
        {
            return;
        }

        if (!_wasRefused)
        {
            _current = Math.Min(maximum, _current + FastGrowth);
        }
        else if (++_answers >= _current)
        {
            // One more for each round of answers.
            _answers = 0;
            _current++;
        }
    }

    /// <summary>A request was refused because there were too many.</summary>
    /// <param name="pause">
    /// Which pause it led to: all requests that are refused together count once. Each model has a gate with pauses of its own.
    /// </param>
    public void Refused(PauseId pause)
    {
        if (_pauses.TryGetValue(pause.Gate, out int last) && pause.Generation <= last)
        {
            return;
        }

        _pauses[pause.Gate] = pause.Generation;
        _wasRefused = true;
        _answers = 0;
        _current = Math.Max(1, _current / 2);
    }
}
