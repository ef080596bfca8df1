using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>Something that happened during a call, in the order in which it happened.</summary>
internal abstract record CallEvent;

/// <summary>
/// An attempt is about to be sent. Before the next event is pulled, the caller may set an interceptor that answers it: on its own thread,
/// which is the one on which a script can run.
/// </summary>
internal sealed record SendingEvent(
    ChatRequest Request, RequestBody Body, int Attempt, Uri Uri, Redactor Redactor, CancellationToken Stop) : CallEvent
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>What stands between this attempt and the gateway; null for the gateway alone.</summary>
    public IInterceptor? Interceptor { get; set; }
}

/// <summary>A request waits because the server is busy, or because the user wants no more requests in a minute.</summary>
/// <param name="Until">When it is likely to go on.</param>
/// <param name="Why">What it waits for, in a few words.</param>
/// <param name="IsRefused">Whether the server has refused a request.</param>
internal sealed record PausedEvent(DateTimeOffset Until, string Why, bool IsRefused = false) : CallEvent;

/// <summary>An attempt begins. Whoever ends the call early can ask it what had arrived.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="IsLocal">It is answered here, by a recording or a test, and nothing goes to the gateway.</param>
internal sealed record AttemptEvent(Attempt Attempt, bool IsLocal) : CallEvent;

/// <summary>The server has refused the request because there are too many.</summary>
/// <param name="Pause">Which pause it led to: all that are refused together make one.</param>
internal sealed record RefusedEvent(PauseId Pause) : CallEvent;

/// <summary>A piece of the answer arrived.</summary>
internal sealed record ChunkEvent(ChatChunk Chunk) : CallEvent;

/// <summary>The answer is whole; the last event of a call that succeeds.</summary>
internal sealed record CompletionEvent(ChatCompletion Completion) : CallEvent;

/// <summary>The server told its models; the last event of such a call.</summary>
/// <param name="Answer">What it answered; null where nothing has changed since it was last asked.</param>
internal sealed record ModelListEvent(CatalogAnswer? Answer) : CallEvent;

/// <summary>Something to tell whoever watches: what happens (verbose) or what exactly is sent and received (debug).</summary>
internal sealed record NoticeEvent(string Text, bool Debug = false) : CallEvent;
