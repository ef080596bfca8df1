using OfoxPS.Core.Client;

namespace OfoxPS.Core.Conversations;

/// <summary>The inputs of a run that failed one after the other because of the server or the network.</summary>
internal sealed class FailureRow
{
    private DateTimeOffset _began;
    private DateTimeOffset? _lastAnswer;

    /// <summary>How many inputs have failed since the last answer.</summary>
    public int Count { get; private set; }

    /// <summary>An input was answered.</summary>
    public void Answered()
    {
        Count = 0;
        _lastAnswer = DateTimeOffset.UtcNow;
    }

    /// <summary>
    /// An input failed. A request that the server refuses for what it is ends the row, because the server answers. One that was not sent
    /// does not count.
    /// </summary>
    /// <param name="began">When its last call began; null where there was none.</param>
    /// <param name="failure">The failure.</param>
    public void Failed(DateTimeOffset? began, OfoxException failure)
    {
        if (failure.IsTransient && began is { } start)
        {
            _began = Count++ == 0 ? start : _began;
        }
        else if (failure.Attempts > 0)
        {
            Count = 0;
        }
    }

    /// <summary>
    /// Whether the server has refused for the longest time that is waited and has answered nothing since, so that the other inputs would
    /// wait as long.
    /// </summary>
    /// <param name="began">When the last call of the input that failed began; null where there was none.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="end">Why the run has ended; null while it goes on.</param>
    /// <param name="maximumWait">The longest time that is waited.</param>
    public bool IsInVainForAll(DateTimeOffset? began, OfoxException failure, OfoxException? end, TimeSpan maximumWait) => began is not null
        && (failure.Kind == OfoxErrorKind.OfoxRateLimited || RetryPolicy.IsRefusal(failure))
        && (failure.IsInVain ? end is { IsInVain: true } || !(_lastAnswer > began) : DateTimeOffset.UtcNow - _began >= maximumWait);
}
