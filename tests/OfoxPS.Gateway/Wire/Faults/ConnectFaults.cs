using System.Collections.Generic;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Before a single byte of an answer.</summary>
internal static class ConnectFaults
{
    private static readonly Outcome Lost = new("OfoxConnectionFailed", 3);
    private static readonly Outcome Late = new("OfoxTimeout", 3);

    public static IEnumerable<WireFault> All { get; } =
    [
        new("nothing listens", "refuses the connection", null, Lost) { Closed = true, Says = "No connection to" },
        new("unknown host", "is a name that nobody knows", null, Lost) { Host = "gateway.invalid", Connections = 0,
            Says = "gateway.invalid" },
        new("closed at once", "accepts and closes", _ => Task.CompletedTask, Lost),
        new("reset at once", "accepts and resets", Reset, Lost),
        new("closed in the request", "closes after the request's headers", c => c.ReadHeadAsync(), Lost) { Upload = 500_000 },
        new("reset in the request", "resets after the request's headers", ResetAfterHeadAsync, Lost) { Upload = 500_000 },
        new("closed after the request", "reads the request and closes", Script.Then(_ => Task.CompletedTask),
            Lost) { Says = "before it answered" },
        new("reset after the request", "reads the request and resets", Script.Then(Reset), Lost) { Says = "before it answered" },
        new("silence after the request", "reads the request and says nothing", Script.Then(c => c.WaitForHangUpAsync()), Late)
        {
            SilenceSeconds = 1, Says = "silent for 1 s",
        },
        new("request never read", "accepts and reads nothing of a long request", c => Task.Delay(-1, c.Stopping), Late)
        {
            SilenceSeconds = 1, Upload = 20_000_000, Says = "silent for 1 s",
        },
        new("lost once", "resets the first time, then answers", FirstResetAsync, new(Outcome.Answer, 2)),
        new("idle connection closed", "answers 503 and keeps the connection, resets it when the next request comes, then answers",
            IdleAsync, new(Outcome.Answer, 3)) { Connections = 2 },
        new("total limit", "says nothing within -TimeoutSeconds", Script.Then(c => c.WaitForHangUpAsync()), new("OfoxTimeout"))
        {
            TotalSeconds = 1, Says = "-TimeoutSeconds",
        },
        new("total limit between tries", "answers 503 and `retry-after: 60`, more than -TimeoutSeconds leaves",
            Script.Reply("503 Busy", "", "", "retry-after: 60"), new("OfoxTimeout"))
        {
            TotalSeconds = 2, Says = "-TimeoutSeconds",
        },
    ];

    private static Task Reset(WireConnection connection)
    {
        connection.Reset();
        return Task.CompletedTask;
    }

    private static async Task ResetAfterHeadAsync(WireConnection connection)
    {
        await connection.ReadHeadAsync();
        connection.Reset();
    }

    private static Task FirstResetAsync(WireConnection connection) => Script.Once(Script.Then(Reset))(connection);

    // The client believes that the connection is good: only its next request finds out.
    private static async Task IdleAsync(WireConnection connection)
    {
        if (!await connection.ReadRequestAsync())
        {
            return;
        }

        if (connection.Order > 1)
        {
            await Script.GoodAsync(connection);
            return;
        }

        await connection.SendAsync("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        await connection.ReadHeadAsync();
        connection.Reset();
    }
}
