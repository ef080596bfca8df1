using System;
using System.Threading;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>
/// An attempt is about to be made. Whoever pulls may put something in the gateway's place before the next pull,
/// on the thread that pulls: that is where a script may be asked.
/// </summary>
internal sealed record SendingEvent(ChatRequest Request, RequestBody Body, int Attempt, Uri Uri, Redactor Redactor, CancellationToken Stop) : CallEvent
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>What stands between this attempt and the gateway; null for the gateway alone.</summary>
    public IInterceptor? Interceptor { get; set; }
}
