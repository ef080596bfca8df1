using System.Text.Json;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>The errors of one attempt: what it was sent to, what its response was, and which secrets their texts must not show.</summary>
/// <param name="options">The options of the call: where the request goes.</param>
/// <param name="clean">Masks secrets. Call it before a text is cut, because half a secret is not found.</param>
/// <param name="timer">Knows which time limit of the attempt has passed.</param>
internal sealed class AttemptErrors(CallOptions options, Func<string, string> clean, SilenceTimer timer)
{
    // In characters: the message of the JSON parser quotes invalid text of any length. Two lines of a usual terminal.
    private const int LongestReason = 300;

    /// <summary>The response, once its headers are there.</summary>
    public HttpResponseMessage? Response { get; set; }

    /// <summary>What is read of the response.</summary>
    public ResponseStream? Body { get; set; }

    /// <summary>A text of the server, its secrets masked.</summary>
    public string Clean(string text) => clean(text);

    /// <summary>An error among the events of a stream.</summary>
    /// <param name="error">What the server says.</param>
    /// <param name="shown">Whether a piece of the answer was shown before.</param>
    public OfoxException OfStream(ErrorBody error, bool shown) => StatusError.OfStream(error, Response!, clean, shown);

    /// <summary>An error in the place of an answer, under a status of success.</summary>
    public OfoxException OfBody(ErrorBody error) => StatusError.OfBody(error, Response!, clean);

    /// <summary>A status that is no success.</summary>
    /// <param name="text">The body of the response.</param>
    /// <param name="missing">What a wrong address is said to lack; by default the endpoint of chat completions.</param>
    public OfoxException OfStatus(string text, string? missing = null) => StatusError.Of(Response!, text, clean, missing);

    /// <summary>A response that is no answer of this protocol.</summary>
    public OfoxException Invalid(string message, Exception? cause = null)
    {
        OfoxException failure = new(OfoxErrorKind.OfoxInvalidResponse, message, cause) { StatusCode = (int)Response!.StatusCode };
        ResponseHeaders.ReadInto(failure, Response);
        return failure;
    }

    /// <summary>Lines of JSON in place of an answer or of events.</summary>
    public OfoxException JsonLines(ReadOnlyMemory<byte> body, Exception cause)
    {
        OfoxException failure = Invalid(
            $"{options.Endpoint.Authority} answered with lines of JSON (NDJSON) in place of a chat completion or a stream of "
                + $"events{Excerpt.Of(clean(Poly.Utf8(body.Span)))}", cause);
        failure.Remedy = Remedy.OtherProtocol;
        return failure;
    }

    /// <summary>A response that is no list of models.</summary>
    public OfoxException NotModels(ReadOnlyMemory<byte> body) =>
        Invalid(
            $"{options.Endpoint.Authority} answered with something that is not a list of "
                + $"models{Excerpt.Of(clean(Poly.Utf8(body.Span)))}");

    /// <summary>A response whose body is not JSON.</summary>
    public OfoxException NotJson(string start, ReadOnlyMemory<byte> body)
    {
        string what = start.Length == 0 ? "with nothing"
            : start[0] == '<' ? "with HTML instead of JSON"
            : "with something that is not JSON";
        OfoxException failure = Invalid($"{options.Endpoint.Authority} answered {what}{Excerpt.Of(clean(Poly.Utf8(body.Span)))}");
        failure.Retryable = start.Length == 0;
        return failure;
    }

    /// <summary>The error that a user sees of what was thrown while the request was sent or its response read.</summary>
    public Exception Translate(Exception error)
    {
        if (timer.Failure(error) is { } timeout)
        {
            return timeout;
        }

        return error switch
        {
            OperationCanceledException => error,

            // A cancelled request can surface as an error of the network.
            _ when timer.IsCallCancelled => new OperationCanceledException(error.Message, error),
            JsonException when Body is { EndedInEvent: true } => new OfoxException(
                OfoxErrorKind.OfoxStreamTruncated, "The stream ended in the middle of an event", error)
            { Retryable = true },
            JsonTooLargeException => Invalid($"The server's answer is more than is accepted. {error.Message}", error),
            JsonException =>
                Invalid($"The server's answer is not valid JSON: {TerminalText.Truncate(error.Message, LongestReason)}", error),
            _ => NetworkError.Of(error, options.Endpoint, options.ProxyOnTheWay, timer.Connected, answering: Response is not null),
        };
    }
}
