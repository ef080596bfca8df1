using System.Diagnostics;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>What has come of an attempt so far.</summary>
internal sealed class Recorder(Redactor redactor)
{
    private readonly Redactor _redactor = redactor;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<RecordedChunk> _chunks = [];
    private HttpResponseMessage? _response;
    private bool _atEnd;
    private bool _broke;

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

    /// <param name="ended">The attempt was read to its end.</param>
    /// <param name="failure">How it failed.</param>
    /// <returns>Null where there is nothing to keep: no key, a file that could not be read, or nobody waited for the headers.</returns>
    public RecordedResponse? Result(bool ended, Exception? failure)
    {
        RecordedFault? fault = _broke ? Fault(failure) : null;
        if (_response is null)
        {
            return fault is null ? null : new RecordedResponse { Fault = fault };
        }

        // An error after the end of a complete answer is not recorded.
        bool isComplete = _atEnd || (ended && failure is null);
        return new RecordedResponse
        {
            Status = (int)_response.StatusCode,
            Reason = _response.ReasonPhrase is { } reason ? _redactor.Clean(reason) : null,
            Headers = AnswerHeaders.Of(_response, _redactor.Clean),
            Chunks = CleanChunks.Of(_chunks, _redactor),
            Fault = fault,
            Stopped = !isComplete && fault is null,
        };
    }

    private RecordedFault? Fault(Exception? failure) =>
        failure is OfoxException
        {
            Kind: OfoxErrorKind.OfoxConnectionFailed or OfoxErrorKind.OfoxStreamTruncated
            or OfoxErrorKind.OfoxTimeout
        } known
            ? new RecordedFault(known.Kind, _redactor.Clean(known.Message).TrimEnd('.'), known.Retryable)
            : null;
}
