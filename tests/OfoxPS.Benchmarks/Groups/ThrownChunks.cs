using System.ClientModel;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using OfoxPS.Bare;
using OfoxPS.Benchmarks.Measuring;
using OpenAI;
using OpenAI.Chat;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>A stream of many small chunks, thrown away as they arrive.</summary>
internal static class ThrownChunks
{
    public const int Count = 20_000;

    public const string Model = "chunks/20000";

    // Rounds after which the times no longer fall: the runtime has then compiled what each chunk runs for the last time.
    private const int WarmUp = 15;

    public static Section Run(Bench bench)
    {
        Session session = bench.Session;
        string body = Bench.Body(Model, stream: true);
        ChatClient official =
            new(Model, new ApiKeyCredential("sk-bench"), new OpenAIClientOptions { Endpoint = new System.Uri(bench.Address) });
        long length = 0;
        IReadOnlyList<Figure> figures = new Rounds(bench.Rounds.Count, WarmUp).Measure(
        [
            new("bytes alone", () => Drain(bench, body)),
            new("bare loop", () => BareLoop.Stream(bench.Completions, body, text => length += text?.Length ?? 0)),
            new("official client", () =>
            {
                foreach (StreamingChatCompletionUpdate update in official.CompleteChatStreaming([new UserChatMessage("hi")]))
                {
                    length += update.ContentUpdate.Count > 0 ? update.ContentUpdate[0].Text.Length : 0;
                }
            }),
            new("bare cmdlet", () => session.Run("param($u, $b) Receive-BareStream $u $b > $null", bench.Completions, body)),
            new("Get-OfoxStream", () => session.Run($"Get-OfoxStream hi -Model {Model} > $null")),
            new("Invoke-OfoxChat -Stream", () => session.Run($"Invoke-OfoxChat hi -Model {Model} -Stream > $null")),
        ]);
        if (figures.Ratio("bytes alone", "bare loop") >= 1)
        {
            throw new System.InvalidOperationException("The server is slower than the bare loop, so these figures would be its own.");
        }

        double official1 = figures.Ratio("official client", "bare loop");
        return new Section(
            "A stream of 20 000 chunks, thrown away",
            "Each chunk is an event of 220 bytes with one word. \"Bytes alone\" reads and parses nothing: it is what the server and the "
                + "socket cost, and the task fails "
            + "where that is not less than the bare loop. The bare loop and the official client run without PowerShell; a bare cmdlet "
                + "is the bare loop with `WriteObject`. "
            + "The text of `Invoke-OfoxChat -Stream` goes to the host, which is no terminal, through the information stream.",
            ["", "Time", "One chunk", "Allocated by a chunk", "Beside bare loop", "Beside bare cmdlet"],
            [.. figures.Select(figure => new[]
            {
                figure.Name, Table.Time(figure.Milliseconds),
                $"{Table.Times(figure.Milliseconds * 1000 / Count)} µs (processor {Table.Times(figure.Processor * 1000 / Count)})",
                $"{Table.Number(figure.Allocated / Count)} bytes",
                Table.Times(figures.Ratio(figure.Name, "bare loop")), Table.Times(figures.Ratio(figure.Name, "bare cmdlet")),
            })],
            [
                new("The server beside the bare loop that it serves", figures.Ratio("bytes alone", "bare loop"), 1),
                new("A chunk through `Get-OfoxStream`, beside a bare cmdlet", figures.Ratio("Get-OfoxStream", "bare cmdlet"), 1.5),
                new("A chunk through `Invoke-OfoxChat -Stream`, beside a bare cmdlet",
                    figures.Ratio("Invoke-OfoxChat -Stream", "bare cmdlet"), 1.5),
                new("`Get-OfoxStream` beside its bare cmdlet; the limit is the official client beside its bare loop",
                    figures.Ratio("Get-OfoxStream", "bare cmdlet"), official1),
                new("`Invoke-OfoxChat -Stream` beside its bare cmdlet; the same limit",
                    figures.Ratio("Invoke-OfoxChat -Stream", "bare cmdlet"), official1),
                new("Allocated by a chunk through `Get-OfoxStream`", figures.Of("Get-OfoxStream").Allocated / Count, 1000, " bytes"),
                new("Allocated by a chunk through `Invoke-OfoxChat -Stream`", figures.Of("Invoke-OfoxChat -Stream").Allocated / Count, 1000,
                    " bytes"),
            ])
        {
            BarTitle = "Streaming: microseconds a chunk",
            Bars = [.. figures.Skip(1).Select(static figure => (figure.Name, figure.Milliseconds * 1000 / Count))],
        };
    }

    private static void Drain(Bench bench, string body)
    {
        using HttpRequestMessage request = BareLoop.Request(bench.Completions, body);
        using HttpResponseMessage response = BareLoop.Http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        using Stream stream = response.Content.ReadAsStream();
        byte[] buffer = new byte[64 * 1024];
        while (stream.Read(buffer) > 0)
        {
        }
    }
}
