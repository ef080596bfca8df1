using System;
using System.Net.Http;
using System.Threading.Tasks;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Fuzz;

/// <summary>Reads one body as a stream and as a whole answer, and says what is wrong with the end of it.</summary>
internal static class FuzzRun
{
    // Far more than any body of these takes, and little enough to notice what does not end.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    // Of a body of 64 KiB at most: text, tree and objects, several times over.
    private const long MostBytes = 256L * 1024 * 1024;

    /// <returns>Null where all is right.</returns>
    public static async Task<string?> ProblemAsync(byte[] body, byte[][] pieces)
    {
        foreach (bool stream in new[] { true, false })
        {
            (CallResult whole, long taken) = await Task.Run(() => Measured(stream, body));
            if (Problem(whole) is { } problem)
            {
                return problem;
            }

            if (taken > MostBytes)
            {
                return $"It took {taken >> 20} MiB.";
            }

            string one = Describe.Result(whole);
            string many = Describe.Result(await ReadAsync(stream, pieces));
            if (one != many)
            {
                return $"In pieces it is\n{many}\ninstead of\n{one}";
            }
        }

        return null;
    }

    // On a thread that does nothing else meanwhile: other tests run beside this one. Nothing in it waits for anything.
    private static (CallResult Result, long Bytes) Measured(bool stream, byte[] body)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        CallResult result = ReadAsync(stream, body).GetAwaiter().GetResult();
        return (result, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string? Problem(CallResult result) => result.Error switch
    {
        null => result.Completed is null ? "It ended with neither an answer nor an error." : null,
        OfoxException failure => failure.Message.Length is > 5 and < 3_000 ? null : $"The message has {failure.Message.Length} characters.",
        _ => result.Error.ToString(),
    };

    private static async Task<CallResult> ReadAsync(bool stream, params byte[][] pieces)
    {
        using HttpResponseMessage response = Reply.Of(200, new ScriptedStream(pieces), stream ? "text/event-stream" : "application/json");
        return await CallResult.OfAsync(new FakeServer(response), stream ? Ask.Streamed : Ask.Plain, Ask.Once).WaitAsync(LongEnough);
    }
}
