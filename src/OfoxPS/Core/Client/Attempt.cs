using System.Diagnostics;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// The state of one attempt: its chunks put together, what it cost, and how it failed. An exception is kept here and not thrown, because an
/// iterator cannot yield inside a try with a catch.
/// </summary>
internal sealed class Attempt
{
    private readonly Stopwatch _clock;
    private readonly ChatRequest _request;
    private readonly RequestBody _body;
    private readonly int _number;
    private readonly Redactor _redactor;
    private readonly CompletionAssembler _answer;
    private readonly CallOptions _options;
    private readonly CallCost? _before;
    private readonly SurrogateJoiner _characters = new();
    private readonly double _expectedChoices;
    private TimeSpan? _firstToken;
    private TimeSpan _duration;
    private string? _requestId;
    private int? _status;
    private Usage? _usage;
    private AttemptConnection? _connection;
    private bool _isLocal;

    /// <param name="clock">Runs since the call began.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="number">Which attempt this is, from 1.</param>
    /// <param name="redactor">Masks secrets.</param>
    /// <param name="options">
    /// The options of the call: whether the answer is put together, or only how it ends is kept, and the price list.
    /// </param>
    /// <param name="before">What earlier attempts of the call cost; null where they told of no tokens.</param>
    /// <param name="body">The same, as it is sent.</param>
    /// <param name="memory">What the conversation holds of the memory of the process; null where nobody counts.</param>
    public Attempt(
        Stopwatch clock, ChatRequest request, int number, Redactor redactor, CallOptions options, CallCost? before, RequestBody body,
        ConversationMemory? memory = null)
    {
        _options = options;
        _before = before;
        _clock = clock;
        _request = request;
        _body = body;
        _number = number;
        _redactor = redactor;
        _expectedChoices = ExpectedChoices(request, body);
        Limits = new AnswerLimits(
            _expectedChoices, options.MaximumAnswerSize, options.KeepText && memory is not null ? memory.Change : null);
        _answer = new CompletionAssembler(Limits, _expectedChoices, options.KeepText);
    }

    /// <summary>How much of the answer is accepted.</summary>
    public AnswerLimits Limits { get; }

    public Exception? Failure { get; private set; }

    /// <summary>What the server said of its limits; null if nothing.</summary>
    public RateLimit? RateLimit { get; private set; }

    /// <summary>Something of the answer reached the caller, so sending again would show it twice.</summary>
    public bool Shown { get; private set; }

    /// <summary>What this attempt and the earlier ones cost; null where none told of tokens.</summary>
    public CallCost? Spent => _usage is null && _answer.Usage is null ? _before : Completion().CallCost;

    /// <summary>What the provider's prompt cache did for it.</summary>
    public CacheUse CacheUse =>
        CostCalculator.CacheUseOf(_answer.Usage ?? _usage, _answer.Model ?? _request.Model, _request.Model, _options.Prices?.Invoke());

    /// <summary>What this attempt alone did cost, in USD; where nobody knows, as much as it can have cost.</summary>
    /// <param name="maximum">The most that it can cost, in USD.</param>
    public decimal CostWithin(decimal maximum)
    {
        bool isSent = _isLocal || _connection is { IsSent: true };
        bool isRejected = Failure is OfoxException { IsRejection: true };
        bool isComplete = _connection is { Done: true } || _usage is not null;
        return (isComplete || isRejected) && Cost(_usage ?? _answer.Usage).Amount is { } amount ? amount
            : isRejected || !isSent ? 0
            : maximum;
    }

    /// <param name="connection">What it is sent over.</param>
    /// <param name="isLocal">A test or a cassette answers. It costs what the answer would have cost.</param>
    public async Task OpenAsync(AttemptConnection connection, bool isLocal)
    {
        (_connection, _isLocal) = (connection, isLocal);
        try
        {
            await connection.OpenAsync(_body, _request.Stream).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Failure = error;
            _usage = connection.FailedUsage;
        }

        if (connection.Response is { } response)
        {
            _status = (int)response.StatusCode;
            _requestId = ResponseHeaders.RequestId(response) is { } id ? OfoxException.Word(_redactor.Clean(id)) : null;
            RateLimit = ResponseHeaders.Limits(response);
        }
    }

    /// <summary>The next chunk; null at the end or when the attempt failed.</summary>
    public ValueTask<ChatChunk?> NextAsync(CancellationToken caller)
    {
        if (Failure is not null)
        {
            return default;
        }

        ValueTask<ChatChunk?> next = _connection!.NextAsync(Shown);
        return next.IsCompletedSuccessfully
            ? new ValueTask<ChatChunk?>(Take(next.Result, caller))
            : TakeAsync(next, caller);
    }

    private async ValueTask<ChatChunk?> TakeAsync(ValueTask<ChatChunk?> next, CancellationToken caller)
    {
        try
        {
            return Take(await next.ConfigureAwait(false), caller);
        }
        catch (Exception error)
        {
            Fail(error, caller);
            return null;
        }
    }

    private ChatChunk? Take(ChatChunk? chunk, CancellationToken caller)
    {
        try
        {
            _duration = _clock.Elapsed;
            if (chunk is null)
            {
                Limits.End();
                CheckEnd();
                return null;
            }

            if (_expectedChoices <= 1 && chunk.Choices.Length == 1)
            {
                // Where one answer was requested, its index is 0: some servers write the number of the chunk or call there.
                chunk.Choices[0].Index = 0;
            }

            if (_firstToken is null && CompletionAssembler.HasToken(chunk))
            {
                _firstToken = _duration;
            }

            _answer.Add(chunk);
            _characters.Join(chunk);
            if (CompletionAssembler.Brings(chunk))
            {
                Shown = true;
                _connection!.Brought();
            }

            if (_answer.Finished)
            {
                _connection!.Finished();
            }

            return chunk;
        }
        catch (Exception error)
        {
            Fail(error, caller);
            return null;
        }
    }

    private void Fail(Exception error, CancellationToken caller)
    {
        Limits.End();
        if (_answer.Finished && EndsConnection(error) && !caller.IsCancellationRequested)
        {
            // Every answer has its finish reason, so only the end of the stream is missing.
            Failure = _answer.Contradiction();
            return;
        }

        Failure = error;
        _usage = _connection!.FailedUsage;
        if (_connection.Partial is { } partial)
        {
            AddPartial(partial);
        }
    }

    // The error of the server is more useful than the one that the answer before it is too long.
    private void AddPartial(ChatChunk partial)
    {
        try
        {
            _answer.Add(partial);
        }
        catch (OfoxException)
        {
        }
    }

    // The number of choices (field n), which has no parameter. It is read from the body only if an extra field has it, to save time.
    private static double ExpectedChoices(ChatRequest request, RequestBody body) => request.Extra?.Contains("n") == true
        ? RequestTerms.Of(body).Answers : 1;

    private static bool EndsConnection(Exception error) => error is OperationCanceledException
        or OfoxException { Kind: OfoxErrorKind.OfoxConnectionFailed or OfoxErrorKind.OfoxStreamTruncated or OfoxErrorKind.OfoxTimeout };

    public ChatCompletion Completion()
    {
        ChatCompletion completion = _answer.ToCompletion(_request);
        completion.RequestId = _requestId;
        completion.StatusCode = _status;
        completion.RateLimit = RateLimit;
        completion.Duration = _duration;
        completion.TimeToFirstToken = _firstToken;
        completion.Attempts = _number;
        completion.Usage ??= _usage;
        CallCost cost = Cost(completion.Usage);
        completion.CallCost = _before is not { } before ? cost
            : completion.Usage is null && Failure is not null ? before : before.Plus(cost);
        return completion;
    }

    private CallCost Cost(Usage? usage) =>
        CostCalculator.Of(usage, _answer.Model ?? _request.Model, _request.Model, _options.Prices?.Invoke());

    /// <summary>Puts on a failure what the user should know of it.</summary>
    public Exception Complete(Exception failure, int retries)
    {
        if (failure is not OfoxException raw)
        {
            return failure;
        }

        OfoxException known = raw.Cleaned(_redactor.Clean);
        known.Nearest = known.Kind == OfoxErrorKind.OfoxModelNotFound ? _options.Prices?.Invoke()?.Nearest(_request.Model) : null;
        known.Origin = known.Kind == OfoxErrorKind.OfoxAuthenticationFailed && known.Remedy is null
            ? _options.KeySource : _options.AddressSource;
        if (known.Kind == OfoxErrorKind.OfoxServerError && Endpoint.TakesFallback(_options.Endpoint)
            && _request.Provider?.Contains("fallback") != true)
        {
            known.Remedy = Remedy.TakesFallback;
        }

        known.Attempts = _number;
        known.RequestId ??= _requestId;
        known.StatusCode ??= _status;
        known.Completion = _answer.Empty && Spent?.Amount is null ? null : Completion();
        return known.RetryAfter > RetryAdvice.LongestWait && known.Retryable && _number <= retries
            ? known.InVain(
                $"The server asks to wait {known.RetryAfter.Value.TotalSeconds:0} s, longer than the "
                    + $"{RetryAdvice.LongestWait.TotalSeconds:0} s that are waited at most")
            : known;
    }

    private void CheckEnd()
    {
        if (!_connection!.Done && !_answer.Finished)
        {
            throw new OfoxException(
                OfoxErrorKind.OfoxStreamTruncated,
                "The stream ended before the answer did: neither a finish reason nor [DONE] came")
            { Retryable = true };
        }

        if (_answer.Empty)
        {
            throw new OfoxException(OfoxErrorKind.OfoxInvalidResponse, "The server's answer holds no choice");
        }

        if (_answer.IsBare)
        {
            throw new OfoxException(
                OfoxErrorKind.OfoxInvalidResponse, "The server's answer is not a chat completion: its choice holds no message");
        }

        if (_answer.Contradiction() is { } contradiction)
        {
            throw contradiction;
        }
    }
}
