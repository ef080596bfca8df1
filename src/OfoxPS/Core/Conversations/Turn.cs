using System.Diagnostics;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Conversations;

/// <summary>One call of a conversation: a request, its attempts, and how it ended.</summary>
internal sealed class Turn(ChatRequest request, RequestBody body)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Attempt? _last;
    private ChatCompletion? _completion;
    private bool _isLocal;

    public ChatRequest Request { get; } = request;

    public RequestBody Body { get; } = body;

    public DateTimeOffset Began { get; } = DateTimeOffset.UtcNow;

    /// <summary>What the conversation holds of the memory of the process; null where nobody counts.</summary>
    public ConversationMemory? Memory { get; set; }

    public OfoxException? Failure { get; set; }

    /// <summary>The answer, or what there is of it.</summary>
    public ChatCompletion? Answer => _completion ?? Failure?.Completion ?? (Failure is null ? _last?.Completion() : null);

    /// <summary>What the provider's prompt cache did for it.</summary>
    public CacheUse CacheUse => _last?.CacheUse ?? default;

    /// <summary>Whether anything went to the gateway. What a recording or a test answers costs nothing and is no request.</summary>
    public bool IsSent => _last is not null && !_isLocal && Failure?.Kind is not OfoxErrorKind.OfoxCassetteMiss;

    public string Outcome => Failure is not null ? "failed" : _completion is not null ? "completed" : "stopped";

    /// <summary>Who answered; null where nobody began to.</summary>
    public string? AnsweringModel => Answer is { Choices.Length: > 0 } answer ? answer.Model : null;

    public TimeSpan Duration => _completion?.Duration ?? _clock.Elapsed;

    /// <summary>Keeps what an event of the call tells.</summary>
    public void Accept(CallEvent item)
    {
        switch (item)
        {
            case AttemptEvent { Attempt: { } attempt } began:
                _last = attempt;
                _isLocal = began.IsLocal;
                break;
            case CompletionEvent { Completion: { } completion }:
                _completion = completion;
                break;
        }
    }
}
