using System;
using OfoxPS.Core.Client;

namespace OfoxPS.Shell.Pipeline;

/// <summary>How a call ended: with an answer, a failure, or neither because nobody wanted it any more.</summary>
internal sealed class CallEnd
{
    private readonly ChatCompletion? _whole;
    private readonly TimeSpan _elapsed;

    /// <param name="whole">The answer, if it is whole.</param>
    /// <param name="failure">The failure, if it failed.</param>
    /// <param name="last">The last attempt.</param>
    /// <param name="elapsed">How long it all took.</param>
    public CallEnd(ChatCompletion? whole, OfoxException? failure, Attempt? last, TimeSpan elapsed)
    {
        _whole = whole;
        _elapsed = elapsed;
        Failure = failure;
        Answer = whole ?? failure?.Completion ?? (failure is null ? last?.Completion() : null);
    }

    public OfoxException? Failure { get; }

    /// <summary>The answer, or what there is of it.</summary>
    public ChatCompletion? Answer { get; }

    public string Outcome => Failure is not null ? "failed" : _whole is not null ? "completed" : "stopped";

    /// <summary>Who answered; null where nobody began to.</summary>
    public string? Served => Answer is { Choices.Length: > 0 } ? Answer.Model : null;

    public TimeSpan Duration => _whole?.Duration ?? _elapsed;
}
