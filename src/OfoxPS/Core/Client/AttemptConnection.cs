using System.Net;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>One attempt: sends the body, then gives the answer's chunks as they are pulled. Disposing it closes the socket.</summary>
internal sealed partial class AttemptConnection : IAsyncDisposable
{
    // How long the body of an error is waited for. Chosen by hand: the status alone is an error already, and its text only explains it.
    private static readonly TimeSpan ErrorBodyTimeout = TimeSpan.FromSeconds(5);
    private const string Json = "application/json";
    private static readonly string UserAgent = "OfoxPS/" + Poly.Version;

    // In bytes: a body from which on the server is asked whether it will take it, and the most that is read of an error.
    private const long LargeBody = 1024 * 1024;
    public const int LongestError = 1024 * 1024;

    // The fields of server-sent events (WHATWG HTML), and the colon of a comment: a stream of events begins with one of them.
    private static readonly string[] EventFields = [":", "data:", "event:", "id:", "retry:"];

    private readonly HttpMessageInvoker _http;
    private readonly CallOptions _options;
    private readonly AnswerLimits _limits;
    private readonly CallTimeout _call;
    private readonly ConversationMemory? _memory;
    private readonly SilenceTimer _timer;
    private readonly AttemptErrors _errors;
    private RequestContent? _content;
    private ResponseStream? _body;
    private EventAnswer? _events;
    private string? _text;
    private bool _jsonRead;

    /// <param name="http">The way to the server.</param>
    /// <param name="options">The options of the call.</param>
    /// <param name="clean">Masks secrets. Before a text is cut, because half a secret is not found.</param>
    /// <param name="limits">How much of the answer is accepted.</param>
    /// <param name="call">The time of the call.</param>
    /// <param name="memory">What the conversation holds of the memory of the process; null where nobody counts.</param>
    /// <param name="hasBody">Whether the request has a body.</param>
    public AttemptConnection(
        HttpMessageInvoker http, CallOptions options, Func<string, string> clean, AnswerLimits limits, CallTimeout call,
        ConversationMemory? memory = null, bool hasBody = true)
    {
        _call = call;
        _memory = memory;
        _http = http;
        _options = options;
        _limits = limits;
        _timer = new SilenceTimer(options, hasBody, call.Token);
        _errors = new AttemptErrors(options, clean, _timer);
    }

    /// <summary>The server said that the stream is done, or the answer was no stream.</summary>
    public bool Done => _events?.Done ?? _jsonRead;

    /// <summary>What was received since this was last asked for; kept only for whoever debugs.</summary>
    public string? LastText => _events is null ? _text : _events.LastText;

    /// <summary>What a whole answer held beside its error. Nobody has seen it, so it can be asked for again.</summary>
    public ChatChunk? Partial { get; private set; }

    /// <summary>The tokens that an answer tells beside its error; null if it tells none.</summary>
    public Usage? FailedUsage { get; private set; }

    /// <summary>The server has the whole request, as far as can be known.</summary>
    public bool IsSent => Response is not null || _content is { IsWritten: true };

    /// <summary>The response, once its headers are there.</summary>
    public HttpResponseMessage? Response { get; private set; }

    /// <summary>Sends the request of a completion, and reads the headers of its response.</summary>
    public async Task OpenAsync(RequestBody body, bool stream)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _options.Endpoint);
        request.Content = _content = new RequestContent(body, _timer.Sent, _timer.Token);

        // Expect: 100-continue lets a server refuse a large body before it is uploaded.
        request.Headers.ExpectContinue = body.Length > LargeBody;
        if (stream)
        {
            // A server would buffer a stream to compress it, and its events would arrive late and many at once.
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        }

        await SendAsync(request, stream ? "text/event-stream" : Json).ConfigureAwait(false);
        _timer.Pause();
    }

    // Reads the headers of the response, and the body of one that is an error.
    private async Task SendAsync(HttpRequestMessage request, string accepted, bool isKnown = false, string? missing = null)
    {
        request.Headers.TryAddWithoutValidation("Accept", accepted);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        try
        {
            Response = _errors.Response = await _http.SendAsync(request, _timer.Token).ConfigureAwait(false);
            _timer.Answered();
            Stream content = await Response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            _body = _errors.Body = new ResponseStream(
                DecodedStream.Of(content, Response.Content.Headers.ContentType), _timer.Alive, _timer.Waits, Reserve, _memory,
                _limits.MaximumLength);
            if (!Response.IsSuccessStatusCode && !(isKnown && Response.StatusCode == HttpStatusCode.NotModified))
            {
                throw await ErrorAsync(_body, missing).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is not OfoxException)
        {
            throw _errors.Translate(error);
        }
    }

    /// <summary>Every answer has said why it ended. Usage and [DONE] may follow, and are not awaited for long.</summary>
    public void Finished() => _timer.Finished();

    /// <summary>A chunk brought something of the answer.</summary>
    public void Brought() => _timer.Brought();

    /// <summary>The next chunk; null at the end of the answer.</summary>
    /// <param name="shown">
    /// Whether a piece of the answer was shown. An error is then OfoxStreamError; else it has the kind of the same error as a status.
    /// </param>
    public ValueTask<ChatChunk?> NextAsync(bool shown)
    {
        _text = null;
        ValueTask<ChatChunk?> next = _events is null ? FirstAsync(shown) : _events.NextAsync(shown);
        if (!next.IsCompletedSuccessfully)
        {
            return AwaitAsync(next);
        }

        _timer.Pause();
        return new ValueTask<ChatChunk?>(next.Result);
    }

    private async ValueTask<ChatChunk?> FirstAsync(bool shown)
    {
        if (_jsonRead)
        {
            return null;
        }

        _events = await EventsAsync().ConfigureAwait(false);
        return _events is null ? await ReadJsonAsync().ConfigureAwait(false) : await _events.NextAsync(shown).ConfigureAwait(false);
    }

    private async ValueTask<ChatChunk?> AwaitAsync(ValueTask<ChatChunk?> next)
    {
        try
        {
            return await next.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OfoxException)
        {
            throw _errors.Translate(error);
        }
        finally
        {
            // The caller's own time between two chunks is not the server's silence.
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
        Response?.Dispose();
        _timer.Dispose();
    }

    // The events of the body; null where it is JSON.
    private async ValueTask<EventAnswer?> EventsAsync()
    {
        string start = await _body!.PeekAsync(_timer.Token).ConfigureAwait(false);
        char first = start.Length == 0 ? '\0' : start[0];
        if (first is '{' or '[')
        {
            return null;
        }

        bool looksLikeEvents = Array.Exists(EventFields, field => start.StartsWith(field, StringComparison.Ordinal));
        if (!looksLikeEvents && (first is '<' or < ' ' || Response!.Content.Headers.ContentType?.MediaType != "text/event-stream"
            || Response.Content.Headers.ContentEncoding.Count > 0))
        {
            throw _errors.NotJson(start, await _body.ReadStartAsync(LongestError, _timer.Token).ConfigureAwait(false));
        }

        return new EventAnswer(_body, _options.Debug, _limits, _timer, _errors);
    }

    // Reserves memory in bytes. Returns the wait for it, null where there is room at once. The wait counts neither as silence of the server
    // nor as time of the call.
    private Task? Reserve(long bytes) => _memory is { } memory && !memory.TryTake(bytes) ? ReserveAsync(memory, bytes) : null;

    private async Task ReserveAsync(ConversationMemory memory, long bytes)
    {
        _timer.Pause();
        _call.Stop();
        try
        {
            await memory.WaitAsync(bytes, _timer.Token).ConfigureAwait(false);
        }
        finally
        {
            _call.Start();
        }
    }

    private async ValueTask<ChatChunk?> ReadJsonAsync()
    {
        ReadOnlyMemory<byte> body = await _body!.ReadAllAsync(
            _limits.MaximumLength, Response!.Content.Headers.ContentLength, _timer.Token).ConfigureAwait(false);
        _jsonRead = true;
        int length = body.Length;
        try
        {
            return ReadJson(body);
        }
        finally
        {
            // The body is no longer referenced: the objects that were read from it count instead, in the memory reserved for them.
            body = default;
            _limits.Reserve(_memory is null ? 0 : ResponseStream.SizeOf(length) - length);
            _memory?.Discard(length);
        }
    }

    private ChatChunk? ReadJson(ReadOnlyMemory<byte> body)
    {
        _limits.CheckTexts(body.Span);
        _text = _options.Debug ? Poly.Utf8(body.Span) : null;
        body = Poly.WithoutMark(body);
        try
        {
            return ReadAnswer(body, ChunkReader.ForAnswers.Read(body, _limits));
        }
        catch (JsonException error) when (JsonRead.IsLines(body.Span))
        {
            throw _errors.JsonLines(body, error);
        }
    }

    private ChatChunk ReadAnswer(ReadOnlyMemory<byte> body, ReceivedChunk received)
    {
        ChatChunk? chunk = received.Chunk;
        if (received.MayBeError && TolerantJson.Read(body, ErrorBody.Read) is { } error)
        {
            FailedUsage = chunk?.Usage;
            Partial = chunk is not null && CompletionAssembler.HasToken(chunk) ? chunk : null;
            throw _errors.OfBody(error);
        }

        return received.HasChoices && (chunk!.Choices.Length == 0 || !Array.TrueForAll(chunk.Choices, static choice => choice.IsEmpty))
            ? chunk
            : throw _errors.Invalid(
                $"The server's JSON is not a chat completion{Excerpt.Of(_errors.Clean(Poly.Utf8(body.Span).Trim()))}");
    }

    // The error of a status that is no success, with the text of its body as far as that comes within the time limit.
    private async Task<OfoxException> ErrorAsync(ResponseStream stream, string? missing)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token);
        limit.CancelAfter(ErrorBodyTimeout);
        string text = Poly.Utf8(await stream.ReadSomeAsync(LongestError, limit.Token).ConfigureAwait(false));
        _call.Token.ThrowIfCancellationRequested();
        _text = _options.Debug ? text : null;
        FailedUsage = text.IndexOf("\"usage\"", StringComparison.Ordinal) < 0 ? null : UsageOf(text);
        return _errors.OfStatus(text, missing);
    }

    private static Usage? UsageOf(string text)
    {
        try
        {
            return new ChunkReader().Read(Encoding.UTF8.GetBytes(text)).Chunk?.Usage;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
