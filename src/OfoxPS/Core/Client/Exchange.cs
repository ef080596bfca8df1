using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>One attempt: sends the body, then gives the answer's chunks as they are pulled. Disposing it closes the socket.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    // How long a server may take to end a stream that has said it is done, so that the connection can be used again.
    private static readonly TimeSpan EndOfStream = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ErrorWords = TimeSpan.FromSeconds(5);

    private const long LargeBody = 1024 * 1024;

    private const int LongestError = 1024 * 1024;

    // The parser quotes what it stumbled over, however long that is.
    private const int LongestReason = 300;

    // What a stream of events begins with; a plain text may begin with a letter of these too.
    private static readonly string[] EventFields = [":", "data:", "event:", "id:", "retry:"];

    private readonly HttpMessageInvoker _http;
    private readonly CallOptions _options;
    private readonly Func<string, string> _clean;
    private readonly AnswerLimits _limits;
    private readonly SilenceTimer _timer;
    private HttpResponseMessage? _response;
    private ResponseStream? _body;
    private IAsyncEnumerator<SseItem<ServerEvent>>? _events;
    private ErrorBody? _error;
    private string? _foreign;
    private bool _jsonRead;

    /// <param name="http">The way to the server.</param>
    /// <param name="options">The options of the call.</param>
    /// <param name="clean">Masks secrets. Before a text is cut, because half a secret is not found.</param>
    /// <param name="limits">How much of the answer is accepted.</param>
    /// <param name="call">Cancelled when the call ends.</param>
    public Exchange(HttpMessageInvoker http, CallOptions options, Func<string, string> clean, AnswerLimits limits, CancellationToken call)
    {
        _http = http;
        _options = options;
        _clean = clean;
        _limits = limits;
        _timer = new SilenceTimer(options, call);
    }

    /// <summary>The server said that the stream is done, or the answer was no stream.</summary>
    public bool Done { get; private set; }

    /// <summary>What was received since this was last asked for; kept only for whoever debugs.</summary>
    public string? LastText { get; private set; }

    /// <summary>What a whole answer held beside its error. Nobody has seen it, so it can be asked for again.</summary>
    public ChatChunk? Partial { get; private set; }

    /// <summary>The tokens that an answer tells beside its error; null if it tells none.</summary>
    public Usage? FailedUsage { get; private set; }

    /// <summary>The response, once its headers are there.</summary>
    public HttpResponseMessage? Response => _response;

    public async Task OpenAsync(RequestBody body, bool stream)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _options.Endpoint);
        request.Content = new RequestContent(body, _timer.Sent, _timer.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(stream ? "text/event-stream" : "application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OfoxPS", Poly.Version));

        // A server that refuses a large body says so before it is uploaded, and is heard.
        request.Headers.ExpectContinue = body.Length > LargeBody;
        if (stream)
        {
            // A compressed stream arrives in lumps.
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        }

        try
        {
            _response = await _http.SendAsync(request, _timer.Token).ConfigureAwait(false);
            _timer.Answered();
            _body = new ResponseStream(await _response.Content.ReadAsStreamAsync().ConfigureAwait(false), _timer.Alive);
            if (!_response.IsSuccessStatusCode)
            {
                throw await ErrorAsync(_response, _body).ConfigureAwait(false);
            }

            _timer.Pause();
        }
        catch (Exception error) when (error is not OfoxException)
        {
            throw Translate(error);
        }
    }

    /// <summary>Every answer has said why it ended. Usage and [DONE] may follow, and are not awaited for long.</summary>
    public void Finished() => _timer.WaitAtMost(_options.FinishTimeout);

    /// <summary>A chunk brought something of the answer.</summary>
    public void Brought() => _timer.Brought();

    /// <summary>The next chunk; null at the end of the answer.</summary>
    /// <param name="shown">Whether a piece of the answer was shown. An error then breaks it off; else it is what it would be as a status.</param>
    public async Task<ChatChunk?> NextAsync(bool shown)
    {
        LastText = null;
        _timer.Alive();
        try
        {
            return _jsonRead ? null
                : _events is not null || await IsStreamAsync().ConfigureAwait(false) ? await NextEventAsync(shown).ConfigureAwait(false)
                : await ReadJsonAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OfoxException)
        {
            throw Translate(error);
        }
        finally
        {
            // Whoever reads may take their time.
            _timer.Pause();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Cancelled first: on .NET Framework, disposing an unread response would read it to its end.
        if (!Done)
        {
            _timer.Cancel();
        }

        if (_events is not null)
        {
            await _events.DisposeAsync().ConfigureAwait(false);
        }

        _body?.Dispose();
        _response?.Dispose();
        _timer.Dispose();
    }

    private async Task<bool> IsStreamAsync()
    {
        string start = await _body!.PeekAsync(_timer.Token).ConfigureAwait(false);
        char first = start.Length == 0 ? '\0' : start[0];
        if (first is '{' or '[')
        {
            return false;
        }

        bool looksLikeEvents = Array.Exists(EventFields, field => start.StartsWith(field, StringComparison.Ordinal));
        if (!looksLikeEvents && (first is '<' or < ' ' || _response!.Content.Headers.ContentType?.MediaType != "text/event-stream"
            || _response.Content.Headers.ContentEncoding.Count > 0))
        {
            throw await NotJsonAsync(start).ConfigureAwait(false);
        }

        bool keepText = _options.Debug;
        _events = SseParser.Create(_body.AsEvents(), (type, data) => ServerEvent.Parse(type, data, keepText, _limits))
            .EnumerateAsync(_timer.Token)
            .GetAsyncEnumerator(_timer.Token);
        return true;
    }

    private async Task<ChatChunk?> NextEventAsync(bool shown)
    {
        // What came with it has been handed out.
        if (_error is not null)
        {
            throw StatusError.OfStream(_error, _response!, _clean, shown);
        }

        while (await _events!.MoveNextAsync().ConfigureAwait(false))
        {
            // The parser hands out what it has already read without looking at the token.
            _timer.Token.ThrowIfCancellationRequested();
            ServerEvent item = _events.Current.Data;
            LastText = item.Text;
            if (item.Error is not null)
            {
                _error = item.Error;
                return item.Chunk ?? throw StatusError.OfStream(_error, _response!, _clean, shown);
            }

            if (item.Done)
            {
                await EndAsync().ConfigureAwait(false);
                Done = true;
                CheckForeign();
                return null;
            }

            if (item.Chunk is not null)
            {
                _foreign = item.Foreign is null ? string.Empty : _foreign ?? item.Foreign;
                return item.Chunk;
            }
        }

        CheckForeign();
        return null;
    }

    // Another protocol has events too. One that belongs to this one tells that they do not come from there.
    private void CheckForeign()
    {
        if (_foreign is { Length: > 0 } words)
        {
            throw Invalid($"The server's events are no chat completion{_clean(words)}");
        }
    }

    private async Task EndAsync()
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token);
        limit.CancelAfter(EndOfStream);
        try
        {
            byte[] rest = new byte[256];
            while (await _body!.ReadAsync(rest, 0, rest.Length, limit.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception)
        {
            // The answer is whole; only the connection is lost.
        }
    }

    private async Task<ChatChunk?> ReadJsonAsync()
    {
        ReadOnlyMemory<byte> body = await _body!.ReadAllAsync(ResponseStream.MaximumLength, _timer.Token).ConfigureAwait(false);
        _jsonRead = true;
        Done = true;
        LastText = _options.Debug ? Poly.Utf8(body.Span) : null;
        return TolerantJson.Read(Poly.WithoutMark(body), ReadAnswer);
    }

    private ChatChunk ReadAnswer(JsonElement root)
    {
        ChatChunk? chunk = JsonRead.Field(root, "choices") is { ValueKind: JsonValueKind.Array } ? ChunkReader.Read(root, _limits) : null;
        if (ErrorBody.Read(root) is { } error)
        {
            FailedUsage = ChunkReader.UsageOf(root);
            Partial = chunk is not null && CompletionAssembler.HasToken(chunk) ? chunk : null;
            throw StatusError.OfBody(error, _response!, _clean);
        }

        return chunk is not null && (chunk.Choices.Length == 0 || !Array.TrueForAll(chunk.Choices, static choice => choice.IsEmpty))
            ? chunk
            : throw Invalid($"The server's JSON is no chat completion{Excerpt.Of(_clean(root.GetRawText()))}");
    }

    // The status is the answer; its words are welcome, but not waited for long.
    private async Task<OfoxException> ErrorAsync(HttpResponseMessage response, ResponseStream stream)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token);
        limit.CancelAfter(ErrorWords);
        string text = Poly.Utf8(await stream.ReadSomeAsync(LongestError, limit.Token).ConfigureAwait(false));
        _timer.ThrowIfCallCancelled();
        LastText = _options.Debug ? text : null;
        FailedUsage = text.IndexOf("\"usage\"", StringComparison.Ordinal) < 0 ? null : UsageOf(text);
        return StatusError.Of(response, text, _clean);
    }

    private static Usage? UsageOf(string text)
    {
        try
        {
            return TolerantJson.Read(text, ChunkReader.UsageOf);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<OfoxException> NotJsonAsync(string start)
    {
        ReadOnlyMemory<byte> body = await _body!.ReadAllAsync(ResponseStream.MaximumLength, _timer.Token).ConfigureAwait(false);
        Done = true;
        string what = start.Length == 0 ? "with nothing"
            : start[0] == '<' ? "with HTML instead of JSON"
            : "with something that is not JSON";
        OfoxException failure = Invalid($"{_options.Endpoint.Authority} answered {what}{Excerpt.Of(_clean(Poly.Utf8(body.Span)))}");
        failure.Retryable = start.Length == 0;
        return failure;
    }

    private OfoxException Invalid(string message, Exception? cause = null)
    {
        OfoxException failure = new(OfoxErrorKind.OfoxInvalidResponse, message, cause) { StatusCode = (int)_response!.StatusCode };
        ResponseHeaders.ReadInto(failure, _response);
        return failure;
    }

    private Exception Translate(Exception error)
    {
        if (_timer.Failure(error) is { } timeout)
        {
            return timeout;
        }

        return error switch
        {
            OperationCanceledException => error,

            // An aborted connection can look like a broken one.
            _ when _timer.IsCallCancelled => new OperationCanceledException(error.Message, error),
            JsonException when _body is { EndedInEvent: true } => new OfoxException(
                OfoxErrorKind.OfoxStreamTruncated, "The stream ended in the middle of an event", error)
            { Retryable = true },
            JsonTooLargeException => Invalid($"The server's answer is more than is accepted. {error.Message}", error),
            JsonException => Invalid($"The server's answer is not valid JSON: {TerminalText.Truncate(TerminalText.Sanitize(error.Message), LongestReason)}", error),
            _ => NetworkError.Of(error, _options.Endpoint, _timer.Connected, answering: _response is not null),
        };
    }
}
