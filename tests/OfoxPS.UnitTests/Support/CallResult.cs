using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>Everything that came of a call.</summary>
internal sealed record CallResult(IReadOnlyList<CallEvent> Events, Exception? Error)
{
    public IReadOnlyList<ChatChunk> Chunks => [.. Events.OfType<ChunkEvent>().Select(static e => e.Chunk)];

    public IReadOnlyList<string> Notices => [.. Events.OfType<NoticeEvent>().Where(static e => !e.Debug).Select(static e => e.Text)];

    public string DebugText => string.Join("\n", Events.OfType<NoticeEvent>().Where(static e => e.Debug).Select(static e => e.Text));

    public ChatCompletion? Completed => Events.OfType<CompletionEvent>().SingleOrDefault()?.Completion;

    /// <summary>The completion of a call that must have succeeded.</summary>
    public ChatCompletion Completion
    {
        get
        {
            Assert.Null(Error);
            return Assert.IsType<CompletionEvent>(Events[^1]).Completion;
        }
    }

    /// <summary>The failure of a call that must have failed.</summary>
    public OfoxException Failure
    {
        get
        {
            Assert.Null(Completed);
            return Assert.IsType<OfoxException>(Error);
        }
    }

    public static Task<CallResult> OfAsync(
        FakeServer server, ChatRequest? request = null, CallOptions? options = null, Action<CallEvent>? seen = null,
            CancellationToken token = default) =>
        OfAsync(new OfoxClient(options ?? Ask.Options, server), request ?? Ask.Streamed, seen, token);

    /// <summary>The end of a call alone: the answer or the failure. Chunks are not kept.</summary>
    public static Task<CallResult> EndAsync(OfoxClient client, ChatRequest request) =>
        OfAsync(client, request, null, default, static item => item is CompletionEvent);

    public static Task<CallResult> OfAsync(
        OfoxClient client, ChatRequest request, Action<CallEvent>? seen = null, CancellationToken token = default) =>
        OfAsync(client, request, seen, token, static _ => true);

    private static async Task<CallResult> OfAsync(
        OfoxClient client, ChatRequest request, Action<CallEvent>? seen, CancellationToken token, Func<CallEvent, bool> keep)
    {
        List<CallEvent> events = [];
        try
        {
            await foreach (CallEvent item in client.SendAsync(request, token))
            {
                if (keep(item))
                {
                    events.Add(item);
                }

                seen?.Invoke(item);
            }

            return new CallResult(events, null);
        }
        catch (Exception error)
        {
            return new CallResult(events, error);
        }
    }
}
