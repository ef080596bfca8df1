using System.Net.ServerSentEvents;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Client;

/// <summary>An answer that arrives as a stream of events.</summary>
internal sealed class EventAnswer : IAsyncDisposable
{
    // How long to wait for the end of the body after [DONE]: a connection can be used again only if its body was read to the end.
    private static readonly TimeSpan EndOfStream = TimeSpan.FromMilliseconds(100);

    private readonly ResponseStream _body;
    private readonly SilenceTimer _timer;
    private readonly AttemptErrors _errors;
    private readonly IAsyncEnumerator<SseItem<ServerEvent>> _events;
    private Queue<ServerEvent>? _following;
    private ErrorBody? _error;
    private string? _foreign;

    /// <param name="body">The body of the response.</param>
    /// <param name="keepText">Whether the text of each event is kept, for whoever debugs.</param>
    /// <param name="limits">How much of the answer is accepted.</param>
    /// <param name="timer">The time limits of the attempt.</param>
    /// <param name="errors">Makes the errors of the attempt.</param>
    public EventAnswer(ResponseStream body, bool keepText, AnswerLimits limits, SilenceTimer timer, AttemptErrors errors)
    {
        _body = body;
        _timer = timer;
        _errors = errors;
        ChunkReader chunks = new();
        _events = SseParser.Create(body.AsEvents(), (type, data) => ServerEvent.Parse(type, data, keepText, limits, chunks))
            .EnumerateAsync(timer.Token)
            .GetAsyncEnumerator(timer.Token);
    }

    /// <summary>The server said that the stream is done.</summary>
    public bool Done { get; private set; }

    /// <summary>The text of the last event; null where it is not kept.</summary>
    public string? LastText { get; private set; }

    /// <summary>The next chunk; null at the end of the answer.</summary>
    /// <param name="shown">
    /// Whether a piece of the answer was shown. An error is then OfoxStreamError; else it has the kind of the same error as a status.
    /// </param>
    public ValueTask<ChatChunk?> NextAsync(bool shown)
    {
        LastText = null;
        if (_error is not null)
        {
            // The chunk of the same event has been returned before.
            return new ValueTask<ChatChunk?>(Task.FromException<ChatChunk?>(_errors.OfStream(_error, shown)));
        }

        if (_following is { Count: > 0 })
        {
            return new ValueTask<ChatChunk?>(AwaitAsync(null, shown));
        }

        ValueTask<bool> move = _events.MoveNextAsync();
        if (!move.IsCompletedSuccessfully)
        {
            return new ValueTask<ChatChunk?>(AwaitAsync(move, shown));
        }

        // An event that has been received already is returned without a task.
        bool more = move.Result;
        return more && !_timer.Token.IsCancellationRequested
            && _events.Current.Data is { Chunk: not null, Error: null, Following: null } item
            ? new ValueTask<ChatChunk?>(ChunkOf(item))
            : new ValueTask<ChatChunk?>(AwaitAsync(new ValueTask<bool>(more), shown));
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private async Task<ChatChunk?> AwaitAsync(ValueTask<bool>? first, bool shown)
    {
        ValueTask<bool>? move = first;
        while (true)
        {
            if (_following is not { Count: > 0 }
                && !(move is { } begun ? await begun.ConfigureAwait(false) : await _events.MoveNextAsync().ConfigureAwait(false)))
            {
                break;
            }

            // The parser does not check the token before it returns events that it has already read.
            _timer.Token.ThrowIfCancellationRequested();
            ServerEvent item = _following is { Count: > 0 } ? _following.Dequeue() : _events.Current.Data;
            move = null;
            if (item.Following is { } following)
            {
                _following = new Queue<ServerEvent>(following);
            }

            LastText = item.Text;
            if (item.Fault is not null)
            {
                throw item.Fault;
            }

            if (item.Error is not null)
            {
                _error = item.Error;
                return item.Chunk ?? throw _errors.OfStream(_error, shown);
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
                return ChunkOf(item);
            }
        }

        CheckForeign();
        return null;
    }

    private ChatChunk ChunkOf(ServerEvent item)
    {
        LastText = item.Text;
        _foreign = item.Foreign is null ? string.Empty : _foreign ?? item.Foreign;
        return item.Chunk!;
    }

    // Events of another protocol are an error, unless one of them is a chunk of this API.
    private void CheckForeign()
    {
        if (_foreign is { Length: > 0 } words)
        {
            throw _errors.Invalid($"The server's events are not a chat completion{_errors.Clean(words)}");
        }
    }

    private async Task EndAsync()
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token);
        limit.CancelAfter(EndOfStream);
        try
        {
            byte[] rest = new byte[256];
            while (await _body.ReadAsync(rest, 0, rest.Length, limit.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception)
        {
            // The answer is complete, only the connection cannot be used again.
        }
    }
}
