using System.Collections.Generic;
using System.Threading;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;

namespace OfoxPS.UnitTests.Support;

/// <summary>Calls of no conversation.</summary>
internal static class ClientCalls
{
    public static IAsyncEnumerable<CallEvent> SendAsync(
        this OfoxClient client, ChatRequest request, CancellationToken token = default) =>
        client.SendAsync(request, RequestWriter.Write(request), null, token);
}
