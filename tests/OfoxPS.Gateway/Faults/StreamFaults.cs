using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Streaming;

namespace OfoxPS.Gateway.Faults;

/// <summary>Streams that begin well. A request that wants no stream gets half of the JSON and the same end.</summary>
internal static class StreamFaults
{
    private static readonly JsonObject Error = new()
    {
        ["error"] = new JsonObject
        {
            ["message"] = "The server had an error while processing your request. Sorry about that!",
            ["type"] = "server_error",
        },
    };

    public static IEnumerable<Fault> All { get; } =
    [
        new("reset-midstream", reply => BreakOffAsync(reply, StreamEnding.Reset)),
        new("truncated", reply => BreakOffAsync(reply, StreamEnding.Complete)),
        new("stall", reply => BreakOffAsync(reply, StreamEnding.Stall)),
        new("stream-error", reply => FailAsync(reply, $"data: {WireJson.Text(Error)}\n\n")),
        new("event-error", reply => FailAsync(reply, $"event: error\ndata: {WireJson.Text(Error)}\n\n")),
    ];

    // The first events of the answer, never those that would complete it.
    private static IEnumerable<StreamEvent> Beginning(ChatReply reply) =>
        reply.Events().Where(item => !item.IsClosing).Take(reply.Options.After);

    private static Task BreakOffAsync(ChatReply reply, StreamEnding ending) => reply.Call.Stream
        ? reply.SendStreamAsync(Beginning(reply), ending)
        : HalfBody.SendAsync(reply, ending);

    private static Task FailAsync(ChatReply reply, string lastEvent) => reply.Call.Stream
        ? reply.SendStreamAsync([.. Beginning(reply), new StreamEvent { Raw = lastEvent }], StreamEnding.Complete)
        : reply.Exchange.SendJsonAsync(200, Error.DeepClone());
}
