using System.Diagnostics;

namespace OfoxPS.Core.Client;

/// <summary>
/// The time limits of one attempt. Until the connection is made, that for connecting counts; from then on the limit of silence, which each
/// byte that is sent or received restarts.
/// </summary>
internal sealed class SilenceTimer : IDisposable
{
    private readonly CallOptions _options;
    private readonly CancellationToken _call;
    private readonly bool _hasBody;
    private readonly CancellationTokenSource _silence;
    private readonly Stopwatch _empty = new();
    private Stopwatch? _waited;
    private bool _answered;
    private bool _emptyIsNext;
    private bool _isSet = true;
    private bool _isEnded;

    /// <param name="options">The options of the call, with its limits.</param>
    /// <param name="hasBody">
    /// Whether the request has a body, whose sending shows that the connection stands. Without one nothing tells connecting from waiting
    /// for the answer, and the shorter of the two limits counts.
    /// </param>
    /// <param name="call">Ends the call.</param>
    public SilenceTimer(CallOptions options, bool hasBody, CancellationToken call)
    {
        _options = options;
        _call = call;
        _hasBody = hasBody;
        _silence = CancellationTokenSource.CreateLinkedTokenSource(call);
        _silence.CancelAfter(hasBody ? options.ConnectionTimeout : Shorter(options.ConnectionTimeout, options.OperationTimeout));
    }

    /// <summary>Cancelled by silence, and when the call ends.</summary>
    public CancellationToken Token => _silence.Token;

    /// <summary>The connection stands, as far as can be known.</summary>
    public bool Connected { get; private set; }

    /// <summary>A block of the body went out. It says nothing any more once the server has begun to answer.</summary>
    public void Sent()
    {
        if (!_answered)
        {
            Waits();
        }
    }

    /// <summary>The server's headers are there.</summary>
    public void Answered()
    {
        _answered = true;
        Waits();
    }

    /// <summary>Something is awaited of the server.</summary>
    public void Waits()
    {
        Connected = true;
        if (_answered)
        {
            _empty.Start();
        }

        _isSet = true;
        _silence.CancelAfter(Limit());
    }

    /// <summary>Bytes came. Where they had not to be waited for, no timer has run, and the time that has passed is looked at.</summary>
    public void Alive()
    {
        if (_isSet)
        {
            _isSet = false;
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        else
        {
            _empty.Start();
            if (Limit() == TimeSpan.Zero)
            {
                _silence.Cancel();
            }
        }
    }

    /// <summary>Something of the answer came, not only bytes.</summary>
    public void Brought() => _empty.Reset();

    /// <summary>
    /// Every answer has said why it ended. From now on the limit for what may follow counts in all, whatever comes meanwhile, but not the
    /// time that the reader takes.
    /// </summary>
    public void Finished() => _waited ??= new Stopwatch();

    /// <summary>Nothing is awaited of the server for now.</summary>
    public void Pause()
    {
        _waited?.Stop();
        _empty.Stop();
        if (_isSet)
        {
            _isSet = false;
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan Limit()
    {
        TimeSpan empty = _options.EmptyTimeout - _empty.Elapsed;
        _emptyIsNext = empty < _options.OperationTimeout;
        TimeSpan limit = Shorter(_options.OperationTimeout, empty);
        if (_waited is not null)
        {
            _waited.Start();
            limit = Shorter(limit, _options.FinishTimeout - _waited.Elapsed);
        }

        return limit > TimeSpan.Zero ? limit : TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Ends what is on its way. Nothing is awaited any more, so it is no silence.</summary>
    public void Cancel()
    {
        _isEnded = !_silence.IsCancellationRequested;
        _silence.Cancel();
    }

    public bool IsCallCancelled => _call.IsCancellationRequested;

    /// <summary>The failure that a cancellation means; null when it was not this timer's.</summary>
    public OfoxException? Failure(Exception error)
    {
        // SocketsHttpHandler.ConnectTimeout surfaces as a cancellation with a TimeoutException inside.
        bool connecting = !Connected && error is OperationCanceledException { InnerException: TimeoutException };
        if (_call.IsCancellationRequested || !((_silence.IsCancellationRequested && !_isEnded) || connecting))
        {
            return null;
        }

        if (_emptyIsNext)
        {
            // Not retried: the server would be silent again for as long.
            return new OfoxException(
                OfoxErrorKind.OfoxTimeout,
                $"{_options.Endpoint.Authority} kept the connection alive for "
                    + $"{_options.EmptyTimeout.TotalSeconds:0.###} s and sent nothing of an answer",
                error);
        }

        string server = _options.Endpoint.Authority;
        bool isSilent = Connected || (!_hasBody && _options.OperationTimeout < _options.ConnectionTimeout);
        string message = isSilent
            ? $"{server} was silent for {_options.OperationTimeout.TotalSeconds:0.###} s ({_options.PlaceOf("OperationTimeoutSeconds")})"
            : (_hasBody ? $"No connection to {_options.Way}" : $"{server} did not answer")
                + $" within {_options.ConnectionTimeout.TotalSeconds:0.###} s ({_options.PlaceOf("ConnectionTimeoutSeconds")})";
        return new OfoxException(OfoxErrorKind.OfoxTimeout, message, error) { Retryable = true };
    }

    public void Dispose() => _silence.Dispose();
}
