using System.Collections.Generic;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Faults;

/// <summary>Connections that are lost, or say nothing, before the headers.</summary>
internal static class ConnectionFaults
{
    public static IEnumerable<Fault> All { get; } =
    [
        new("reset", Reset),
        new("silence", reply => reply.Exchange.WaitForHangUpAsync()),
    ];

    private static Task Reset(ChatReply reply)
    {
        reply.Exchange.Reset();
        return Task.CompletedTask;
    }
}
