using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;

namespace OfoxPS.UnitTests.Conversations;

/// <summary>Calls without a network: each one plays a script, and all of them are counted.</summary>
internal sealed class PlayedCalls(Func<Turn, CancellationToken, IAsyncEnumerable<CallEvent>> script)
{
    private int _open;
    private int _closed;
    private int _most;

    public int Opened => _open;

    public int Closed => _closed;

    /// <summary>The most that were open at once.</summary>
    public int MostAtOnce => _most;

    /// <summary>A call that answers with what it was asked.</summary>
    public static PlayedCalls Echo() => new(static (turn, _) => Answer(turn));

    /// <summary>A call of which nothing comes until it is stopped.</summary>
    public static PlayedCalls Silent() => new(static (_, stop) => Silence(stop));

    /// <summary>A call with one event that somebody wants among those that nobody wants.</summary>
    public static PlayedCalls Mixed() => new(static (turn, _) => Mixed(turn));

    public static PreparedRequest Request(string prompt)
    {
        ChatRequest request = new() { Model = "test/model", Messages = [new ChatMessage("user", prompt)] };
        return new PreparedRequest(request, RequestWriter.Write(request), []);
    }

    public static Conversation Conversation(int index, params TurnPolicy[] policies) =>
        new(index, index, Request($"number {index}"), policies);

    public static ChatCompletion Completion(Turn turn) =>
        new()
        {
            Choices =
            [new ChatChoice { Message = new ChatMessage("assistant", (string?)turn.Request.Messages[^1].Content),
                FinishReason = "stop" }]
        };

    public async IAsyncEnumerable<CallEvent> SendAsync(Turn turn, [EnumeratorCancellation] CancellationToken stop)
    {
        int open = Interlocked.Increment(ref _open) - Volatile.Read(ref _closed);
        _most = Math.Max(_most, open);
        try
        {
            await foreach (CallEvent item in script(turn, stop).WithCancellation(stop))
            {
                yield return item;
            }
        }
        finally
        {
            Interlocked.Increment(ref _closed);
        }
    }

    public ConversationScheduler Scheduler(int limit, CancellationToken stop = default, bool beginsOnPool = false) =>
        new((turn, token) => SendAsync(turn, token), static item => item is ChunkEvent or NoticeEvent, limit, stop, beginsOnPool);

    private static async IAsyncEnumerable<CallEvent> Answer(Turn turn)
    {
        await Task.Yield();
        yield return new CompletionEvent(Completion(turn));
    }

    private static async IAsyncEnumerable<CallEvent> Silence([EnumeratorCancellation] CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        yield break;
    }

    private static async IAsyncEnumerable<CallEvent> Mixed(Turn turn)
    {
        yield return new CompletionEvent(Completion(turn));
        await Task.Yield();
        yield return new CompletionEvent(Completion(turn));
        yield return new NoticeEvent("wanted");
        await Task.Yield();
        yield return new CompletionEvent(Completion(turn));
    }
}
