using System.Diagnostics;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Sends an attempt to the gateway, and hands over what came when it is over.</summary>
/// <param name="redactor">Masks secrets.</param>
/// <param name="keep">
/// Keeps the recorded response, which is null where there is none. It throws nothing, because the answer has been received.
/// </param>
internal sealed class RecordingInterceptor(Redactor redactor, Action<Func<RecordedResponse?>> keep) : IInterceptor
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<RecordedChunk> _chunks = [];
    private HttpResponseMessage? _response;
    private bool _atEnd;
    private bool _broke;
    private bool _ended;
    private Exception? _failure;

    public string? Name => null;

    public HttpMessageHandler Over(Func<HttpMessageHandler> gateway) => new RecordingHandler(gateway(), this);

    public TimeSpan Wait(TimeSpan wait) => wait;

    public void Answered(HttpResponseMessage response) => _response = response;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        _atEnd |= bytes.IsEmpty;
        if (!bytes.IsEmpty)
        {
            _chunks.Add(new RecordedChunk((int)_clock.ElapsedMilliseconds, bytes.ToArray()));
        }
    }

    /// <summary>The network failed, or somebody ended it.</summary>
    public void Broke() => _broke = true;

    public void Ended(Exception? failure)
    {
        _ended = true;
        _failure = failure;
    }

    public void Dispose() => keep(Result);

    // Null where there is nothing to keep: no key, a file that could not be read, or nobody waited for the headers.
    private RecordedResponse? Result()
    {
        RecordedFault? fault = _broke ? Fault() : null;
        if (_response is null)
        {
            return fault is null ? null : new RecordedResponse { Fault = fault };
        }

        // An error after the end of a complete answer is not recorded.
        bool isComplete = _atEnd || (_ended && _failure is null);
        return new RecordedResponse
        {
            Status = (int)_response.StatusCode,
            Reason = _response.ReasonPhrase is { } reason ? redactor.Clean(reason) : null,
            Headers = AnswerHeaders.Of(_response, redactor.Clean),
            Chunks = CleanChunks.Of(_chunks, redactor),
            Fault = fault,
            Stopped = !isComplete && fault is null,
        };
    }

    private RecordedFault? Fault() => _failure is OfoxException
    {
        Kind: OfoxErrorKind.OfoxConnectionFailed or OfoxErrorKind.OfoxStreamTruncated or OfoxErrorKind.OfoxTimeout
    } known
        ? new RecordedFault(known.Kind, redactor.Clean(known.Message).TrimEnd('.'), known.Retryable)
        : null;
}
